/* Processes: their making, their ends, who they are. */
#include "addon.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

/*
 * The kernel copies the whole process, V8 and its stack with it. What was noted of signals is the parent's: none is noted while
 * the copy is made, and the child forgets what was.
 */
static int64_t fork_(int64_t *a)
{
  (void)a;
  uint64_t before = block_all();
  int pid = fork();
  int error = errno;
  if (pid == 0) forget_signals();
  set_mask(before);
  return pid < 0 ? -error : pid;
}

#define RUSAGE_NUMBERS 16

static void store_usage(int64_t *to, const struct rusage *usage)
{
  const int64_t numbers[RUSAGE_NUMBERS] = {
    usage->ru_utime.tv_sec, usage->ru_utime.tv_usec, usage->ru_stime.tv_sec, usage->ru_stime.tv_usec, usage->ru_maxrss,
    usage->ru_ixrss, usage->ru_idrss, usage->ru_isrss, usage->ru_minflt, usage->ru_majflt, usage->ru_nswap, usage->ru_inblock,
    usage->ru_oublock, usage->ru_nsignals, usage->ru_nvcsw, usage->ru_nivcsw,
  };
  memcpy(to, numbers, sizeof numbers);
}

/* wait4(pid, options, [status, usage...]) */
static int64_t wait_for(int64_t *a)
{
  NUMBERS(out, 2, 1 + RUSAGE_NUMBERS);
  int status = 0;
  struct rusage usage = {0};
#ifdef __linux__
  int64_t pid = WAITING(SYS_wait4, a[0], &status, a[1], &usage);
#else
  int64_t pid = ANSWER(wait4(a[0], &status, a[1], &usage));
#endif
  if (pid < 0) return pid;
  out[0] = status;
  store_usage(out + 1, &usage);
  return pid;
}

/* getrusage(who, [usage...]) */
static int64_t usage_of(int64_t *a)
{
  NUMBERS(out, 1, RUSAGE_NUMBERS);
  struct rusage usage;
  if (getrusage(a[0], &usage) < 0) return -errno;
  store_usage(out, &usage);
  return 0;
}

/* waitid(kind, id, options, [signal, code, pid, uid, status, usage...]) */
static int64_t wait_for_state(int64_t *a)
{
  NUMBERS(out, 3, 5 + RUSAGE_NUMBERS);
  siginfo_t info;
  struct rusage usage;
  memset(&info, 0, sizeof info);
  memset(&usage, 0, sizeof usage);
#ifdef __linux__
  int64_t answer = WAITING(SYS_waitid, a[0], a[1], &info, a[2], &usage);
#else
  int64_t answer = ANSWER(waitid(a[0], a[1], &info, a[2]));
#endif
  if (answer < 0) return answer;
  const int64_t numbers[5] = {info.si_signo, info.si_code, info.si_pid, info.si_uid, info.si_status};
  memcpy(out, numbers, sizeof numbers);
  store_usage(out + 5, &usage);
  return 0;
}

/* `die` ends the process by a signal, whatever it does with it; `execve` replaces Node itself. */
#define CALLS(call)                                                              \
  call(fork, "", fork_(a))                                                       \
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

CALLS(FUNCTION)
const struct call process_calls[] = {CALLS(ROW) LAST_ROW};
