/* fork and _Fork. (vfork must be inline: see unistd.h.) */
#include <unistd.h>

#include "answer.h"
#include "atfork.h"

/* When it fails, the parent's handlers run as if it had not: they give back what those before it took (glibc). */
pid_t fork(void)
{
  __prong_run_at_fork('p');
  int pid = __prong_fork();
  __prong_run_at_fork(pid == 0 ? 'c' : 'a');
  return answer(pid);
}

/* POSIX.1-2024: fork without the handlers of pthread_atfork; async-signal-safe. */
pid_t _Fork(void) { return answer(__prong_fork()); }
