/* wasi-libc's fcntl.h, with the descriptor flags that matter once there are fork and exec. */
#ifndef PRONG_FCNTL_H
#define PRONG_FCNTL_H

#include_next <fcntl.h>
/* Again where signal.h or sys/wait.h came first: wasi-libc has put its own O_CLOEXEC, which is 0, in the place of ours. */
#undef PRONG_NUMBERS_H
#include <prong/numbers.h>

#endif
