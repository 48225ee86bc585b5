/* fork: the child inherits the nice value; after that each has its own. */
#include "../facts.h"
#include <sys/resource.h>

int main(void)
{
  errno = 0;
  int before = nice(0);
  say("nice by 3: %s", yes(nice(3) == before + 3));
  pid_t child = fork();
  if (child == 0) {
    say("child: 3 more than it was: %s", yes(nice(0) == before + 3));
    say("child: and 2 more: %s", yes(nice(2) == before + 5));
    say("child: getpriority agrees: %s", yes(getpriority(PRIO_PROCESS, 0) == before + 5));
    return 0;
  }
  await("child", child);
  say("parent: still: %s", yes(getpriority(PRIO_PROCESS, 0) == before + 3));
  say("parent: nice stops at 19: %s", yes(nice(100) == 19));
  return 0;
}
