/* sleep, usleep, nanosleep, clock_nanosleep and pause (POSIX.1-2024): EINTR, and what is left. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

static void handler(int signal) { (void)signal; }

static const char *name_of(int error) { return error == 0 ? "0" : error == EINTR ? "EINTR" : error == EINVAL ? "EINVAL" : "another"; }

static struct timespec left;

static void tell(const char *what, int result, int error)
{
  long tenths = (left.tv_sec * 1000000000LL + left.tv_nsec + 50000000) / 100000000;
  printf("%s: %s, left %ld tenths of a second\n", what, result ? name_of(error) : "0", tenths);
  left = (struct timespec){77, 0};
  errno = 0;
}

int main(void)
{
  struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART};
  struct timespec time = {2, 500000000};
  int result;
  sigaction(SIGALRM, &action, NULL);
  alarm(1);
  result = nanosleep(&time, &left);
  tell("nanosleep", result, errno);
  time = (struct timespec){0, 1000000};
  result = nanosleep(&time, &left);
  tell("nanosleep to its end", result, errno);
  alarm(1);
  unsigned rest = sleep(3); /* 1.99995 or 2.00001, cut */
  printf("sleep %s\n", rest == 1 || rest == 2 ? "has some left" : "is wrong");
  printf("sleep %u\n", sleep(0));
  alarm(1);
  result = usleep(2000000);
  tell("usleep", result, errno);
  time = (struct timespec){2, 0};
  alarm(1);
  result = clock_nanosleep(CLOCK_MONOTONIC, 0, &time, &left);
  tell("clock_nanosleep", result, result);
  clock_gettime(CLOCK_MONOTONIC, &time);
  time.tv_sec += 2;
  alarm(1);
  result = clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, &left);
  tell("until a time", result, result);
  clock_gettime(CLOCK_REALTIME, &time);
  time.tv_sec -= 2;
  result = clock_nanosleep(CLOCK_REALTIME, TIMER_ABSTIME, &time, &left);
  tell("until a time that was", result, result);
  time = (struct timespec){0, 1000000000};
  result = nanosleep(&time, NULL);
  tell("too many nanoseconds", result, errno);
  time = (struct timespec){-1, 0};
  result = nanosleep(&time, NULL);
  tell("less than none", result, errno);
  time = (struct timespec){0, 1};
  result = clock_nanosleep(CLOCK_REALTIME, 8, &time, NULL);
  tell("an unknown flag", result, result);
  alarm(1);
  result = pause();
  tell("pause", result, errno);
  return 0;
}
