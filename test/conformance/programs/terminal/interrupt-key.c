/* termios: the interrupt and quit keys send SIGINT and SIGQUIT to the foreground group, and to no other. */
#include "../facts.h"

static int ready[2];

static pid_t make(pid_t group)
{
  pid_t child = fork();
  if (child == 0) {
    if (group != -1) setpgid(0, group);
    signal(SIGINT, SIG_DFL);
    signal(SIGQUIT, SIG_DFL);
    write(ready[1], "!", 1);
    for (;;) pause();
  }
  char byte;
  read(ready[0], &byte, 1);
  return child;
}

int main(void)
{
  pipe(ready);
  signal(SIGINT, SIG_IGN);
  signal(SIGQUIT, SIG_IGN);
  pid_t one = make(-1), other = make(-1), background = make(0);
  say("(type ^C)");
  await("in the foreground", one);
  await("in the foreground, too", other);
  say("in the background: %d", (int)waitpid(background, NULL, WNOHANG));
  one = make(-1);
  say("(type ^\\)");
  await("in the foreground", one);
  say("in the background: %d", (int)waitpid(background, NULL, WNOHANG));
  kill(background, SIGTERM);
  await("in the background", background);
  return 0;
}
