/* fork: the child has a unique process ID, which is no process group's or session's either. */
#include "../facts.h"

int main(void)
{
  int to_parent[2];
  pipe(to_parent);
  pid_t child = fork();
  if (child == 0) {
    pid_t own = getpid();
    write(to_parent[1], &own, sizeof own);
    return 0;
  }
  pid_t own = 0;
  read(to_parent[0], &own, sizeof own);
  say("fork told the parent the child's pid: %s", yes(own == child));
  say("it is not the parent's: %s", yes(own != getpid()));
  say("it is no process group's: %s", yes(kill(-child, 0) == -1 && errno == ESRCH));
  say("it is in the parent's group: %s", yes(getpgid(child) == getpgrp()));
  say("it is in the parent's session: %s", yes(getsid(child) == getsid(0)));
  await("child", child);
  say("once waited for, the pid names nobody: %s", yes(kill(child, 0) == -1 && errno == ESRCH));
  return 0;
}
