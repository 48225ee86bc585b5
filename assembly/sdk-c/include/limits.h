/* wasi-libc's limits.h, with what is true here; `getconf`-like programs ask sysconf (src/sysconf.c). */
#ifndef PRONG_LIMITS_H
#define PRONG_LIMITS_H

#include_next <limits.h>

#if defined(_POSIX_SOURCE) || defined(_POSIX_C_SOURCE) || defined(_XOPEN_SOURCE) || defined(_GNU_SOURCE) || \
    defined(_BSD_SOURCE)

#undef ARG_MAX
#define ARG_MAX 2097152
#undef PIPE_BUF
#define PIPE_BUF 4096
#undef LOGIN_NAME_MAX
#define LOGIN_NAME_MAX 256
#undef SEM_VALUE_MAX
#define SEM_VALUE_MAX 0x7fffffff
#undef SEM_NSEMS_MAX
#define SEM_NSEMS_MAX 256
#undef RTSIG_MAX
#define RTSIG_MAX 32
#undef LINE_MAX
#define LINE_MAX 4096
#undef BC_BASE_MAX
#define BC_BASE_MAX 99
#undef BC_DIM_MAX
#define BC_DIM_MAX 2048
#undef BC_SCALE_MAX
#define BC_SCALE_MAX 99
#undef BC_STRING_MAX
#define BC_STRING_MAX 1000
#undef EXPR_NEST_MAX
#define EXPR_NEST_MAX 32

#endif

#endif
