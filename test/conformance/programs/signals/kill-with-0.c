/* kill with signal 0: nothing is sent, but it is checked whether it could be: ESRCH, EINVAL. */
#include "../facts.h"

int main(void)
{
  say_result("oneself", kill(getpid(), 0));
  say_result("one's group", kill(0, 0));
  say_result("one's group by number", kill(-getpgrp(), 0));
  int told[2];
  pipe(told);
  pid_t child = fork();
  if (child == 0) {
    say_result("child: its parent", kill(getppid(), 0));
    write(told[1], "!", 1);
    for (;;) pause();
  }
  char byte;
  read(told[0], &byte, 1);
  say_result("a child", kill(child, 0));
  say_result("a group that its pid does not name", kill(-child, 0));
  kill(child, SIGKILL);
  reap(child);
  say_result("a child that was waited for", kill(child, 0));
  say_result("a signal that is none", kill(getpid(), 65));
  say_result("another", kill(getpid(), -1));
  say_result("killpg of nobody", killpg(child, 0));
  say_result("raise of none", raise(65) == 0 ? 0 : -1);
  return 0;
}
