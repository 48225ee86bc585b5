/* fork, getrusage: the resource usage of the child and of its children begins at zero. */
#include "../facts.h"
#include <sys/resource.h>
#include <time.h>

static void work(void)
{
  for (clock_t start = clock(); clock() - start < CLOCKS_PER_SEC / 10;) continue;
}

static long micros(int who)
{
  struct rusage usage;
  getrusage(who, &usage);
  return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000L + usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
}

int main(void)
{
  pid_t worker = fork();
  if (worker == 0) {
    work();
    _exit(0);
  }
  reap(worker);
  work();
  long used = micros(RUSAGE_SELF);
  say("parent: it has used some: %s", yes(used > 0));
  say("parent: the children it waited for have used some: %s", yes(micros(RUSAGE_CHILDREN) > 0));
  pid_t child = fork();
  if (child == 0) {
    say("child: it has used less than half of that: %s", yes(micros(RUSAGE_SELF) * 2 < used));
    say("child: its children have used %ld", micros(RUSAGE_CHILDREN));
    return 0;
  }
  await("child", child);
  struct rusage usage;
  say_result("getrusage of nobody", getrusage(12345, &usage));
  return 0;
}
