/* wasi-libc's fcntl.h, with the descriptor flags that matter once there are fork and exec. */
#ifndef PRONG_FCNTL_H
#define PRONG_FCNTL_H

#include_next <fcntl.h>
#include <prong/numbers.h>

#endif
