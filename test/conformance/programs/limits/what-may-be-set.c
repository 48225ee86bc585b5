/* setrlimit, getrlimit: EINVAL for a soft limit above the hard one, EPERM to raise a hard limit; lowering is for ever. */
#include "../facts.h"
#include <sys/resource.h>

int main(void)
{
  if (geteuid() == 0) setuid(54321); /* who may do all may raise limits, too */
  struct rlimit limit = { 20, 10 };
  say_result("soft above hard", setrlimit(RLIMIT_NOFILE, &limit));
  say_result("a limit that is none: getrlimit", getrlimit(12345, &limit));
  limit.rlim_cur = limit.rlim_max = 10;
  say_result("a limit that is none: setrlimit", setrlimit(12345, &limit));
  int which[] = { RLIMIT_CORE, RLIMIT_CPU, RLIMIT_DATA, RLIMIT_FSIZE, RLIMIT_NOFILE, RLIMIT_STACK, RLIMIT_AS };
  int known = 0;
  for (int i = 0; i < 7; i++) known += getrlimit(which[i], &limit) == 0;
  say("limits of POSIX that are known: %d", known);
  limit.rlim_cur = 3000;
  limit.rlim_max = 4000;
  say_result("lower both", setrlimit(RLIMIT_CPU, &limit));
  limit.rlim_cur = 4000;
  say_result("raise the soft one to the hard one", setrlimit(RLIMIT_CPU, &limit));
  limit.rlim_max = 5000;
  say_result("raise the hard one", setrlimit(RLIMIT_CPU, &limit));
  limit.rlim_cur = limit.rlim_max = RLIM_INFINITY;
  say_result("to no limit", setrlimit(RLIMIT_CPU, &limit));
  getrlimit(RLIMIT_CPU, &limit);
  say("it is %d of %d", (int)limit.rlim_cur, (int)limit.rlim_max);
  return 0;
}
