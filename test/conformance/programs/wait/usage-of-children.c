/* wait3, wait4 (BSD): tell what the child used; times and getrusage count it for the parent once it is waited for. */
#include "../facts.h"
#include <sys/resource.h>
#include <sys/times.h>
#include <time.h>

static long micros(const struct rusage *usage)
{
  return (usage->ru_utime.tv_sec + usage->ru_stime.tv_sec) * 1000000L + usage->ru_utime.tv_usec + usage->ru_stime.tv_usec;
}

static pid_t busy(void)
{
  pid_t child = fork();
  if (child != 0) return child;
  for (clock_t start = clock(); clock() - start < CLOCKS_PER_SEC / 20;) continue;
  _exit(3);
}

int main(void)
{
  struct rusage usage, all;
  struct tms used;
  int status;
  pid_t child = busy();
  siginfo_t info;
  waitid(P_PID, child, &info, WEXITED | WNOWAIT);
  getrusage(RUSAGE_CHILDREN, &all);
  times(&used);
  say("before it is waited for: %ld and %d", micros(&all), (int)(used.tms_cutime + used.tms_cstime));
  say("wait4 answers the pid: %s", yes(wait4(child, &status, 0, &usage) == child));
  say_end("child", status);
  say("it used some: %s", yes(micros(&usage) >= 40000));
  getrusage(RUSAGE_CHILDREN, &all);
  say("getrusage counts it: %s", yes(micros(&all) >= 40000));
  times(&used);
  say("times counts it: %s", yes(used.tms_cutime + used.tms_cstime > 0));
  child = busy();
  say("wait3 answers the pid: %s", yes(wait3(&status, 0, &usage) == child));
  getrusage(RUSAGE_CHILDREN, &all);
  say("now both are counted: %s", yes(micros(&all) >= 80000));
  say_result("wait3, when there is none", wait3(&status, WNOHANG, &usage));
  return 0;
}
