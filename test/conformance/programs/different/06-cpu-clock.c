/* fork, clock_gettime: the child's CPU-time clock begins at zero. */
#include "../facts.h"
#include <time.h>

static long long nanos(void)
{
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec * 1000000000LL + now.tv_nsec;
}

int main(void)
{
  long long start = nanos();
  while (nanos() - start < 100000000LL) continue;
  long long used = nanos();
  pid_t child = fork();
  if (child == 0) {
    long long own = nanos();
    say("child: the clock is not before zero: %s", yes(own >= 0));
    say("child: it shows less than half of the parent's: %s", yes(own * 2 < used));
    say("child: clock() agrees: %s", yes(clock() < CLOCKS_PER_SEC / 20));
    return 0;
  }
  await("child", child);
  say("parent: the clock goes on from where it was: %s", yes(nanos() >= used));
  return 0;
}
