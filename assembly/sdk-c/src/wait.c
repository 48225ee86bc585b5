/* The family of wait: all of it is wait4. */
#include <sys/wait.h>

#include <prong/syscalls.h>

#include "answer.h"

pid_t wait4(pid_t pid, int *status, int options, struct rusage *usage)
{
  return answer(__prong_wait4(pid, status, options, usage));
}

pid_t wait3(int *status, int options, struct rusage *usage) { return wait4(-1, status, options, usage); }
pid_t waitpid(pid_t pid, int *status, int options) { return wait4(pid, status, options, 0); }
int waitid(idtype_t kind, id_t id, siginfo_t *info, int options)
{
  return answer(__prong_waitid(kind, id, info, options, 0));
}

pid_t wait(int *status) { return wait4(-1, status, 0, 0); }
