/* Device numbers, as Linux puts them together. wasi-libc has no such header. */
#ifndef PRONG_SYS_SYSMACROS_H
#define PRONG_SYS_SYSMACROS_H

#define major(device) ((unsigned)((((device) >> 32) & 0xfffff000ULL) | (((device) >> 8) & 0x00000fffULL)))
#define minor(device) ((unsigned)((((device) >> 12) & 0xffffff00ULL) | ((device) & 0x000000ffULL)))
#define makedev(major, minor)                                                              \
  ((((major) & 0xfffff000ULL) << 32) | (((major) & 0x00000fffULL) << 8) |                  \
   (((minor) & 0xffffff00ULL) << 12) | ((minor) & 0x000000ffULL))

#endif
