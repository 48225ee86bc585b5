/* setsid: the caller leads a new session and a new group; EPERM for who leads a group already. */
#include "../facts.h"
#include <fcntl.h>

int main(void)
{
  pid_t child = fork();
  if (child == 0) {
    pid_t session = setsid();
    say("child: answers its pid: %s", yes(session == getpid()));
    say("child: session %s, group %s", yes(getsid(0) == getpid()), yes(getpgrp() == getpid()));
    say_result("child: again", setsid());
    say_result("child: setpgid of a session leader", setpgid(0, 0));
    say("child: no controlling terminal: %s", yes(open("/dev/tty", O_RDWR) == -1));
    return 0;
  }
  await("child", child);
  child = fork();
  if (child == 0) {
    setpgid(0, 0);
    say_result("a group leader", setsid());
    pid_t grandchild = fork();
    if (grandchild == 0) {
      say("its child, in the same group: %s", yes(setsid() == getpid()));
      return 0;
    }
    await("it", grandchild);
    return 0;
  }
  await("the group leader", child);
  return 0;
}
