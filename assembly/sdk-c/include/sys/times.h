/* wasi-libc's sys/times.h is for those who ask for an emulation of it; ours is real. */
#ifndef PRONG_SYS_TIMES_H
#define PRONG_SYS_TIMES_H

#ifndef _WASI_EMULATED_PROCESS_CLOCKS
#define _WASI_EMULATED_PROCESS_CLOCKS
#endif
#include_next <sys/times.h>

#endif
