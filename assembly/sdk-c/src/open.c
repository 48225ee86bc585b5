/*
 * How open, openat, fopen and opendir reach the kernel, and access. wasi-libc's versions first ask for the rights of the
 * directory, which AT_FDCWD does not have, and know no close-on-exec.
 */
#include <fcntl.h>
#include <string.h>
#include <unistd.h>
#include <wasi/api.h>

#include "answer.h"
#include "open.h"

/* The rights that exist; a host may refuse others. */
#define ALL_RIGHTS (((__wasi_rights_t)1 << 30) - 1)
#define RIGHTS_TO_WRITE                                                                            \
  (__WASI_RIGHTS_FD_DATASYNC | __WASI_RIGHTS_FD_WRITE | __WASI_RIGHTS_FD_ALLOCATE |                \
   __WASI_RIGHTS_FD_FILESTAT_SET_SIZE)
/* A lookup flag that only Prong's kernel knows. */
#define LOOKUP_NO_TERMINAL 2
#define RIGHTS_TO_READ (__WASI_RIGHTS_FD_READ | __WASI_RIGHTS_FD_READDIR)

int __prong_open(int directory, const char *path, int flags)
{
  __wasi_rights_t rights = ALL_RIGHTS;
  if (!(flags & O_RDONLY)) rights &= ~RIGHTS_TO_READ;
  if (!(flags & O_WRONLY)) rights &= ~RIGHTS_TO_WRITE;
  if (!(flags & O_ACCMODE)) return -EINVAL;

  __wasi_lookupflags_t lookup = flags & O_NOFOLLOW ? 0 : __WASI_LOOKUPFLAGS_SYMLINK_FOLLOW;
  if (flags & O_NOCTTY) lookup |= LOOKUP_NO_TERMINAL;
  __wasi_oflags_t how = (flags >> 12) & 0xf;
  __wasi_fdflags_t status = flags & 0x1f;
  __wasi_fd_t opened;
  int error = __wasi_path_open(directory, lookup, path, how, rights, ALL_RIGHTS, status, &opened);
  if (error) return -error;

  int descriptor_flags = (flags & O_CLOEXEC ? FD_CLOEXEC : 0) | (flags & O_CLOFORK ? FD_CLOFORK : 0);
  if (descriptor_flags) __prong_fcntl(opened, F_SETFD, descriptor_flags);
  return (int)opened;
}

int __wasilibc_nocwd_openat_nomode(int directory, const char *path, int flags)
{
  return answer(__prong_open(directory, path, flags));
}

/* There are no users here: what exists may be read, written and run. */
int __wasilibc_nocwd_faccessat(int directory, const char *path, int mode, int flags)
{
  if ((mode & ~(F_OK | R_OK | W_OK | X_OK)) || (flags & ~AT_EACCESS)) return answer(-EINVAL);
  __wasi_filestat_t stat;
  return answer(-__wasi_path_filestat_get(directory, __WASI_LOOKUPFLAGS_SYMLINK_FOLLOW, path, &stat));
}

/* fopen's modes, as musl has them, with the "e" that means close-on-exec. */
int __fmodeflags(const char *mode)
{
  int flags = strchr(mode, '+') ? O_RDWR : *mode == 'r' ? O_RDONLY : O_WRONLY;
  if (strchr(mode, 'x')) flags |= O_EXCL;
  if (strchr(mode, 'e')) flags |= O_CLOEXEC;
  if (*mode != 'r') flags |= O_CREAT;
  if (*mode == 'w') flags |= O_TRUNC;
  if (*mode == 'a') flags |= O_APPEND;
  return flags;
}
