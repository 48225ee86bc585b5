/* Sleeping. wasi-libc's versions know no EINTR, and never say how much was left. */
#include <errno.h>
#include <time.h>
#include <unistd.h>
#include <wasi/api.h>

#define SECOND 1000000000ULL
/* How late a sleeper wakes: Linux's timer slack. Here nothing takes time, and `alarm(1); sleep(3)` would have all of 2 left. */
#define SLACK 50000

/*
 * Sleeps for a while, or until a time (TIMER_ABSTIME). Answers 0 or an errno; `left` is what was left of a while.
 *
 * - EINTR   a handler has run; sleeping is never made again (POSIX)
 * - EINVAL  no such time, or no such clock, or the CPU time of the caller itself
 */
int clock_nanosleep(clockid_t clock, int flags, const struct timespec *time, struct timespec *left)
{
  if (time->tv_nsec < 0 || time->tv_nsec >= (long)SECOND || time->tv_sec < 0) return EINVAL;
  __wasi_clockid_t id = *(const __wasi_clockid_t *)clock; /* as wasi-libc makes its clocks */
  __wasi_timestamp_t begun = 0, now;
  int error = __wasi_clock_time_get(id, 1, &begun);
  if (error) return error;
  unsigned long long seconds = (unsigned long long)time->tv_sec;
  unsigned long long wanted = seconds > ~0ULL / SECOND / 4 ? ~0ULL / 4 : seconds * SECOND + (unsigned long long)time->tv_nsec;
  __wasi_subscription_t subscription = {
      .u.tag = __WASI_EVENTTYPE_CLOCK,
      .u.u.clock = {.id = id, .timeout = wanted, .flags = flags & TIMER_ABSTIME ? __WASI_SUBCLOCKFLAGS_SUBSCRIPTION_CLOCK_ABSTIME : 0},
  };
  __wasi_event_t event;
  __wasi_size_t count;
  error = __wasi_poll_oneoff(&subscription, &event, 1, &count);
  if (error != EINTR) return error ? error : event.error;
  if (!left || (flags & TIMER_ABSTIME)) return EINTR;
  error = __wasi_clock_time_get(id, 1, &now);
  unsigned long long passed = error ? wanted : now - begun + SLACK;
  unsigned long long rest = passed < wanted ? wanted - passed : 0;
  left->tv_sec = (time_t)(rest / SECOND);
  left->tv_nsec = (long)(rest % SECOND);
  return EINTR;
}

int __clock_nanosleep(clockid_t clock, int flags, const struct timespec *time, struct timespec *left)
{
  return clock_nanosleep(clock, flags, time, left);
}

int nanosleep(const struct timespec *time, struct timespec *left)
{
  int error = clock_nanosleep(CLOCK_REALTIME, 0, time, left);
  if (!error) return 0;
  errno = error;
  return -1;
}

int usleep(unsigned microseconds)
{
  struct timespec time = {microseconds / 1000000, (long)(microseconds % 1000000) * 1000};
  return nanosleep(&time, NULL);
}

/* Answers the whole seconds that are left (glibc cuts, too). */
unsigned sleep(unsigned seconds)
{
  struct timespec time = {seconds, 0};
  return clock_nanosleep(CLOCK_REALTIME, 0, &time, &time) == EINTR ? (unsigned)time.tv_sec : 0;
}
