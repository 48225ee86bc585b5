/* fork: tms_utime, tms_stime, tms_cutime and tms_cstime are zero in the child. */
#include "../facts.h"
#include <sys/times.h>
#include <time.h>

static void work(void)
{
  for (clock_t start = clock(); clock() - start < CLOCKS_PER_SEC / 5;) continue;
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

  struct tms parent;
  times(&parent);
  pid_t child = fork();
  if (child == 0) {
    struct tms own;
    say_result("child: times", times(&own));
    say("child: less than half of what the parent has used: %s",
        yes((own.tms_utime + own.tms_stime) * 2 < parent.tms_utime + parent.tms_stime));
    say("child: its children have used: %d + %d", (int)own.tms_cutime, (int)own.tms_cstime);
    return 0;
  }
  await("child", child);
  say("parent: it has used some: %s", yes(parent.tms_utime + parent.tms_stime > 0));
  say("parent: its children have used some: %s", yes(parent.tms_cutime + parent.tms_cstime > 0));
  return 0;
}
