/* write: to the controlling terminal from the background: allowed, unless TOSTOP is set: then SIGTTOU stops the group. */
#include "../facts.h"
#include <termios.h>

static void job(const char *what, int how)
{
  int status;
  pid_t child = fork();
  if (child == 0) {
    setpgid(0, 0);
    if (how == 'd') signal(SIGTTOU, SIG_DFL);
    if (how == 'b') mask_signal(SIG_BLOCK, SIGTTOU), signal(SIGTTOU, SIG_DFL);
    _exit(write(2, "seen\n", 5) == 5 ? 0 : 1);
  }
  waitpid(child, &status, WUNTRACED);
  say_end(what, status);
  if (!WIFSTOPPED(status)) return;
  tcsetpgrp(0, child);
  kill(child, SIGCONT);
  await("  continued in the foreground, it", child);
  tcsetpgrp(0, getpgrp());
}

int main(void)
{
  struct termios settings;
  signal(SIGTTOU, SIG_IGN);
  job("without TOSTOP", 'd');
  tcgetattr(0, &settings);
  settings.c_lflag |= TOSTOP;
  say_result("tcsetattr", tcsetattr(0, TCSANOW, &settings));
  job("with TOSTOP", 'd');
  job("with TOSTOP, SIGTTOU ignored", 'i');
  job("with TOSTOP, SIGTTOU blocked", 'b');
  return 0;
}
