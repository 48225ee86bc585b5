/* Processes that sleep for different times wake in the order of their times, not in the order of their births. */
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "say.h"

static long elapsed(struct timespec from)
{
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec - from.tv_sec + (now.tv_nsec < from.tv_nsec ? -1 : 0);
}

int main(void)
{
  struct timespec start;
  clock_gettime(CLOCK_MONOTONIC, &start);

  if (fork() == 0) {
    sleep(30);
    say("sleep(30) is over", 0);
    _exit(0);
  }
  if (fork() == 0) {
    usleep(10000000);
    say("usleep(10000000) is over", 0);
    _exit(0);
  }
  if (fork() == 0) {
    struct timespec time = {20, 500000000};
    nanosleep(&time, NULL);
    say("nanosleep(20.5) is over", 0);
    _exit(0);
  }
  while (wait(NULL) > 0)
    ;
  say("after # seconds", elapsed(start));
  sleep(86400);
  say("and a day later, after #", elapsed(start));
  return 0;
}
