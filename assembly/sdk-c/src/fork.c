/* fork and _Fork. (vfork must be inline: see unistd.h.) */
#include <unistd.h>

#include "answer.h"

pid_t fork(void) { return answer(__prong_fork()); }

/* POSIX.1-2024: fork without the pthread_atfork handlers. There are none yet, so the two are the same. */
pid_t _Fork(void) { return answer(__prong_fork()); }
