/* wasi-libc's sys/mman.h, which has all the numbers, without its refusal: mappings are real here. */
#ifndef PRONG_SYS_MMAN_H
#define PRONG_SYS_MMAN_H

#ifndef _WASI_EMULATED_MMAN
#define _WASI_EMULATED_MMAN
#endif
#include_next <sys/mman.h>

#endif
