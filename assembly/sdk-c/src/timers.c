/* Interval timers, and those that a process makes. */
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include <prong/syscalls.h>

#include "answer.h"

int getitimer(int which, struct itimerval *current) { return answer(__prong_getitimer(which, current)); }

int setitimer(int which, const struct itimerval *wanted, struct itimerval *old)
{
  return answer(__prong_setitimer(which, (void *)wanted, old));
}

unsigned ualarm(unsigned value, unsigned interval)
{
  struct itimerval wanted = {
    .it_interval = {.tv_sec = interval / 1000000, .tv_usec = interval % 1000000},
    .it_value = {.tv_sec = value / 1000000, .tv_usec = value % 1000000},
  };
  struct itimerval old;
  if (setitimer(ITIMER_REAL, &wanted, &old) < 0) return -1;
  return old.it_value.tv_sec * 1000000 + old.it_value.tv_usec;
}

int timer_create(clockid_t clock, struct sigevent *event, timer_t *timer)
{
  return answer(__prong_timer_create(clock, event, timer));
}

int timer_settime(timer_t timer, int flags, const struct itimerspec *wanted, struct itimerspec *old)
{
  return answer(__prong_timer_settime((int)timer, flags, (void *)wanted, old));
}

int timer_gettime(timer_t timer, struct itimerspec *current)
{
  return answer(__prong_timer_gettime((int)timer, current));
}

int timer_getoverrun(timer_t timer) { return answer(__prong_timer_getoverrun((int)timer)); }
int timer_delete(timer_t timer) { return answer(__prong_timer_delete((int)timer)); }
