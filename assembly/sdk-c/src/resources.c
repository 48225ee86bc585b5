/* Limits, usage, niceness. */
#include <errno.h>
#include <sys/resource.h>
#include <sys/times.h>
#include <time.h>
#include <unistd.h>

#include <prong/syscalls.h>

#include "answer.h"

int prlimit(pid_t pid, int resource, const struct rlimit *wanted, struct rlimit *old)
{
  return answer(__prong_prlimit(pid, resource, (void *)wanted, old));
}

/* NULL is an address like any other here, and a bad one. */
int getrlimit(int resource, struct rlimit *limit)
{
  struct rlimit found;
  int result = __prong_prlimit(0, resource, 0, limit ? limit : &found);
  return answer(result < 0 || limit ? result : -EFAULT);
}

int setrlimit(int resource, const struct rlimit *limit)
{
  return answer(limit ? __prong_prlimit(0, resource, (void *)limit, 0) : -EFAULT);
}

int getrusage(int who, struct rusage *usage) { return answer(__prong_getrusage(who, usage)); }

clock_t times(struct tms *used)
{
  unsigned long long ticks;
  int result = __prong_times(used, &ticks);
  return result < 0 ? answer(result) : (clock_t)ticks;
}

clock_t clock(void)
{
  struct timespec used;
  if (clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used) < 0) return -1;
  return used.tv_sec * CLOCKS_PER_SEC + used.tv_nsec / 1000;
}

int getpriority(int which, id_t who)
{
  int result = __prong_getpriority(which, who);
  return result < 0 ? answer(result) : 20 - result;
}

int setpriority(int which, id_t who, int value) { return answer(__prong_setpriority(which, who, value)); }

/* POSIX has EPERM where setpriority has EACCES. */
int nice(int increment)
{
  if (increment > 40) increment = 40;
  if (increment < -40) increment = -40;
  int wanted = getpriority(PRIO_PROCESS, 0) + increment;
  int result = __prong_setpriority(PRIO_PROCESS, 0, wanted);
  if (result < 0) return answer(result == -EACCES ? -EPERM : result);
  return getpriority(PRIO_PROCESS, 0);
}

int getdtablesize(void)
{
  struct rlimit limit;
  return getrlimit(RLIMIT_NOFILE, &limit) < 0 || limit.rlim_cur > 0x7fffffff ? 0x7fffffff : (int)limit.rlim_cur;
}
