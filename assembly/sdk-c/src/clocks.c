/*
 * The clocks. wasi-libc's own library knows two of them, by the addresses of objects, and calls these functions with such
 * addresses; programs call them with numbers.
 */
#include <errno.h>
#include <sys/time.h>
#include <time.h>
#include <wasi/api.h>

#include "answer.h"
#include "clock-number.h"

int __clock_gettime(clockid_t clock, struct timespec *time)
{
  __wasi_timestamp_t now;
  int error = __wasi_clock_time_get(clock_number(clock), 1, &now);
  if (error) return answer(-error);
  *time = (struct timespec){.tv_sec = now / 1000000000, .tv_nsec = now % 1000000000};
  return 0;
}

int clock_gettime(clockid_t clock, struct timespec *time) { return __clock_gettime(clock, time); }

int clock_getres(clockid_t clock, struct timespec *resolution)
{
  __wasi_timestamp_t found;
  int error = __wasi_clock_res_get(clock_number(clock), &found);
  if (error) return answer(-error);
  if (resolution) *resolution = (struct timespec){.tv_sec = found / 1000000000, .tv_nsec = found % 1000000000};
  return 0;
}

/* Only root may set the time; a clock that nobody can set is asked for first. */
int clock_settime(clockid_t clock, const struct timespec *time)
{
  if (clock != CLOCK_REALTIME || time->tv_nsec < 0 || time->tv_nsec >= 1000000000 || time->tv_sec < 0)
    return answer(-EINVAL);
  return answer(-EPERM);
}

int settimeofday(const struct timeval *time, const struct timezone *zone)
{
  (void)zone;
  if (time && (time->tv_usec < 0 || time->tv_usec > 1000000 || time->tv_sec < 0)) return answer(-EINVAL);
  return answer(-EPERM);
}

int adjtime(const struct timeval *change, struct timeval *left)
{
  if (change) return answer(-EPERM);
  if (left) *left = (struct timeval){0};
  return 0;
}

/* The clock of a process is numbered as on Linux. These functions answer the error itself. */
int clock_getcpuclockid(pid_t pid, clockid_t *clock)
{
  clockid_t found = (int)((~(unsigned)pid << 3) | 2);
  struct timespec resolution;
  if (clock_getres(found, &resolution) < 0) return errno == EINVAL ? ESRCH : errno;
  *clock = found;
  return 0;
}

/* How late a sleeper wakes: Linux's timer slack. Here nothing takes time, and `alarm(1); sleep(3)` would have all of 2 left. */
#define SLACK 50000

/* With CLOCK_MONOTONIC a relative time is the same; so are the two clocks that cannot be told from it. */
int __clock_nanosleep(clockid_t given, int flags, const struct timespec *time, struct timespec *left)
{
  int clock = clock_number(given);
  if (clock == CLOCK_THREAD_CPUTIME_ID) return EINVAL;
  if (clock == CLOCK_BOOTTIME) clock = CLOCK_MONOTONIC;
  struct timespec now;
  if (__clock_gettime(clock, &now) < 0) return EINVAL;
  if (clock != CLOCK_REALTIME && clock != CLOCK_MONOTONIC) return ENOTSUP;
  if (time->tv_sec < 0 || time->tv_nsec < 0 || time->tv_nsec >= 1000000000) return EINVAL;

  /* More than 200 years are the same as forever, and no number of nanoseconds. */
  __wasi_timestamp_t seconds = time->tv_sec < 6500000000 ? time->tv_sec : 6500000000;
  __wasi_subscription_t subscription = {
    .u.tag = __WASI_EVENTTYPE_CLOCK,
    .u.u.clock = {
      .id = clock,
      .timeout = seconds * 1000000000 + time->tv_nsec,
      .flags = flags & TIMER_ABSTIME ? __WASI_SUBCLOCKFLAGS_SUBSCRIPTION_CLOCK_ABSTIME : 0,
    },
  };
  __wasi_timestamp_t start = now.tv_sec * 1000000000ULL + now.tv_nsec;
  __wasi_event_t event;
  __wasi_size_t events;
  int error = __wasi_poll_oneoff(&subscription, &event, 1, &events);
  if (error == 0) return event.error;
  if (error == EINTR && left && !(flags & TIMER_ABSTIME) && __clock_gettime(clock, &now) == 0) {
    __wasi_timestamp_t end = start + subscription.u.u.clock.timeout;
    __wasi_timestamp_t current = now.tv_sec * 1000000000ULL + now.tv_nsec;
    __wasi_timestamp_t rest = end > current + SLACK ? end - current - SLACK : 0;
    *left = (struct timespec){.tv_sec = rest / 1000000000, .tv_nsec = rest % 1000000000};
  }
  return error;
}

int clock_nanosleep(clockid_t clock, int flags, const struct timespec *time, struct timespec *left)
{
  return __clock_nanosleep(clock, flags, time, left);
}
