/* setpgid, getpgid, getpgrp: a process may make a group, join one of its session, and put its children into one. */
#include "../facts.h"

int main(void)
{
  pid_t children[2];
  for (int i = 0; i < 2; i++) {
    children[i] = fork();
    if (children[i] == 0)
      for (;;) pause();
  }
  pid_t first = children[0], second = children[1];
  say("at first in the parent's: %s", yes(getpgid(first) == getpgrp() && getpgid(second) == getpgrp()));
  say_result("a group for the first", setpgid(first, 0));
  say("it leads it: %s", yes(getpgid(first) == first));
  say_result("the second joins", setpgid(second, first));
  say("it is there: %s", yes(getpgid(second) == first));
  say_result("the second back", setpgid(second, getpgrp()));
  say("it is back: %s", yes(getpgid(second) == getpgrp()));
  say("getpgid(0) is getpgrp(): %s", yes(getpgid(0) == getpgrp()));
  say_result("the second joins again", setpgid(second, first));
  kill(first, SIGKILL);
  await("the leader", first);
  say_result("the group lives on without its leader: kill", kill(-first, 0));
  kill(-first, SIGTERM);
  await("the second", second);
  say_result("then it is gone: kill", kill(-first, 0));
  return 0;
}
