/* fork: process group and session are those of the parent. */
#include "../facts.h"

int main(void)
{
  pid_t child = fork();
  if (child == 0) {
    pid_t session = setsid();
    say("child: leads a session and a group: %s", yes(session == getpid() && getpgrp() == getpid()));
    pid_t second = fork();
    if (second == 0) {
      say("grandchild: session the same: %s, group the same: %s", yes(getsid(0) == session), yes(getpgrp() == session));
      setpgid(0, 0);
      pid_t third = fork();
      if (third == 0) {
        say("third: session the same: %s, group that of its parent: %s", yes(getsid(0) == session),
            yes(getpgrp() == getppid()));
        return 0;
      }
      await("third", third);
      return 0;
    }
    await("grandchild", second);
    return 0;
  }
  await("child", child);
  return 0;
}
