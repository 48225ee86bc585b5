/* tcsetpgrp, tcsetattr: from the background SIGTTOU stops the group, unless it is blocked or ignored: then they succeed. */
#include "../facts.h"
#include <termios.h>

static void job(const char *what, int is_group, int how)
{
  int status;
  pid_t child = fork();
  if (child == 0) {
    struct termios settings;
    setpgid(0, 0);
    signal(SIGTTOU, how == 'i' ? SIG_IGN : SIG_DFL);
    if (how == 'b') mask_signal(SIG_BLOCK, SIGTTOU);
    say("%s: tcgetattr and tcgetpgrp are allowed: %s", what, yes(tcgetattr(0, &settings) == 0 && tcgetpgrp(0) == getppid()));
    int result = is_group ? tcsetpgrp(0, getpgrp()) : tcsetattr(0, TCSANOW, &settings);
    say_result(what, result);
    _exit(0);
  }
  waitpid(child, &status, WUNTRACED);
  say_end(what, status);
  if (WIFSTOPPED(status)) {
    kill(child, SIGKILL);
    reap(child);
  }
  tcsetpgrp(0, getpgrp());
}

int main(void)
{
  signal(SIGTTOU, SIG_IGN);
  say("I lead the group in the foreground: %s", yes(tcgetpgrp(0) == getpid()));
  job("tcsetpgrp", 1, 'd');
  job("tcsetpgrp, SIGTTOU ignored", 1, 'i');
  job("tcsetpgrp, SIGTTOU blocked", 1, 'b');
  job("tcsetattr", 0, 'd');
  job("tcsetattr, SIGTTOU ignored", 0, 'i');
  return 0;
}
