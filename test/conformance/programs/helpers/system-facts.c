/* sysconf: what a program may count on: at least POSIX's minimum of each. */
#include "../facts.h"
#include <limits.h>

static void look(const char *name, long value, long least)
{
  say("%s: at least %ld: %s", name, least, yes(value == -1 || value >= least));
}

int main(void)
{
  look("_SC_ARG_MAX", sysconf(_SC_ARG_MAX), _POSIX_ARG_MAX);
  look("_SC_CHILD_MAX", sysconf(_SC_CHILD_MAX), _POSIX_CHILD_MAX);
  look("_SC_OPEN_MAX", sysconf(_SC_OPEN_MAX), _POSIX_OPEN_MAX);
  look("_SC_NGROUPS_MAX", sysconf(_SC_NGROUPS_MAX), 0);
  look("_SC_RTSIG_MAX", sysconf(_SC_RTSIG_MAX), 8);
  look("_SC_SIGQUEUE_MAX", sysconf(_SC_SIGQUEUE_MAX), 32);
  look("_SC_PAGESIZE", sysconf(_SC_PAGESIZE), 1);
  look("_SC_CLK_TCK", sysconf(_SC_CLK_TCK), 1);
  look("_SC_VERSION", sysconf(_SC_VERSION), 200809);
  say("job control: %s, saved ids: %s", yes(sysconf(_SC_JOB_CONTROL) > 0), yes(sysconf(_SC_SAVED_IDS) > 0));
  say("page size is a power of two: %s", yes((sysconf(_SC_PAGESIZE) & (sysconf(_SC_PAGESIZE) - 1)) == 0));
  errno = 0;
  long none = sysconf(123456);
  say("a name that is none: %ld, %s", none, error_name(errno));
  return 0;
}
