/* Sleeping for a while (for the clocks see clocks.c). wasi-libc's versions know no EINTR, and never say how much was left. */
#include <errno.h>
#include <time.h>
#include <unistd.h>

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
