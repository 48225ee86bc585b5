/* Processes: their making, their ends, who they are. */
#include "addon.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

/*
 * The kernel copies the whole process, V8 and its stack with it. What was noted of signals is the parent's: none is noted while
 * the copy is made, and the child forgets what was.
 */
static int64_t fork_(void)
{
  uint64_t before = block_all();
  int64_t pid = ANSWER(fork());
  if (pid == 0) prong_unseen = 0;
  set_mask(before);
  return pid;
}

/* Two times, in seconds and microseconds, and 14 counts: as a kernel stores them. */
#define USAGE_NUMBERS 18
_Static_assert(offsetof(struct rusage, ru_nivcsw) == (USAGE_NUMBERS - 1) * sizeof(int64_t), "usage is numbers without gaps");

/* wait4(pid, options, [status, usage...]) */
static int64_t wait_for(int64_t *a)
{
  NUMBERS(out, 2, 1 + USAGE_NUMBERS);
  int status = 0;
  int64_t pid = WAITING(SYS_wait4, a[0], &status, a[1], out + 1);
  out[0] = status;
  return pid;
}

/* getrusage(who, [usage...]) */
static int64_t usage_of(int64_t *a)
{
  NUMBERS(out, 1, USAGE_NUMBERS);
  return ANSWER(getrusage(a[0], (struct rusage *)out));
}

/* waitid(kind, id, options, [signal, code, pid, uid, status, usage...]) */
static int64_t wait_for_state(int64_t *a)
{
  NUMBERS(out, 3, 5 + USAGE_NUMBERS);
  siginfo_t info = {0};
  memset(out + 5, 0, USAGE_NUMBERS * sizeof *out); /* stays so where no child has changed */
  int64_t answer = WAITING(SYS_waitid, a[0], a[1], &info, a[2], out + 5);
  STORE(out, info.si_signo, info.si_code, info.si_pid, info.si_uid, info.si_status);
  return answer;
}

/* `die` ends the process by a signal, whatever it does with it; `execve` replaces Node itself. */
#define CALLS(call)                                                              \
  call(fork, "", fork_())                                                        \
  call(exit, "i", (_exit(a[0]), 0))                                              \
  call(die, "i", (die_by(a[0]), -EINVAL))                                        \
  call(wait4, "iib", wait_for(a))                                                \
  call(waitid, "iiib", wait_for_state(a))                                        \
  call(getrusage, "ib", usage_of(a))                                             \
  call(execve, "szz", ANSWER(execve(AT(char, 0), AT(char *, 1), AT(char *, 2)))) \
  call(getpid, "", ANSWER(getpid()))                                             \
  call(getppid, "", ANSWER(getppid()))                                           \
  call(setpgid, "ii", ANSWER(setpgid(a[0], a[1])))                               \
  call(getpgid, "i", ANSWER(getpgid(a[0])))                                      \
  call(setsid, "", ANSWER(setsid()))                                             \
  call(getsid, "i", ANSWER(getsid(a[0])))

TABLE(process_calls)
