/* tcsetpgrp: EPERM for a group of another session or none, EINVAL for what is no group's number. */
#include "../facts.h"

int main(void)
{
  int ready[2];
  char byte;
  pipe(ready);
  pid_t elsewhere = fork();
  if (elsewhere == 0) {
    setsid();
    write(ready[1], "!", 1);
    for (;;) pause();
  }
  read(ready[0], &byte, 1);
  say_result("a group of another session", tcsetpgrp(0, elsewhere));
  kill(elsewhere, SIGKILL);
  reap(elsewhere);
  say("a group that there is not is EPERM or ESRCH: %s", yes(tcsetpgrp(0, elsewhere) == -1 && (errno == EPERM || errno == ESRCH)));
  say_result("a negative number", tcsetpgrp(0, -5));
  pid_t child = fork();
  if (child == 0) {
    setpgid(0, 0);
    write(ready[1], "!", 1);
    for (;;) pause();
  }
  read(ready[0], &byte, 1);
  say_result("a group of this session", tcsetpgrp(0, child));
  say("it is told: %s", yes(tcgetpgrp(0) == child));
  signal(SIGTTOU, SIG_IGN);
  say_result("back", tcsetpgrp(0, getpgrp()));
  kill(child, SIGKILL);
  reap(child);
  return 0;
}
