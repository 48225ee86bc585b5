/* fork: the child has its parent's controlling terminal; a new session has none. */
#include "../facts.h"
#include <fcntl.h>
#include <termios.h>

static void look(const char *who)
{
  say("%s: a terminal: %s, and /dev/tty: %s", who, yes(isatty(0)), yes(isatty(open("/dev/tty", O_RDWR))));
  say("%s: its foreground group is ours: %s, its session is ours: %s", who, yes(tcgetpgrp(0) == getpgrp()),
      yes(tcgetsid(0) == getsid(0)));
}

int main(void)
{
  look("parent");
  say("parent: leads the session: %s", yes(getsid(0) == getpid()));
  say("parent: standard output is no terminal: %s", yes(!isatty(1)));
  pid_t child = fork();
  if (child == 0) {
    look("child");
    pid_t grandchild = fork();
    if (grandchild == 0) {
      setsid();
      say_result("in a new session: /dev/tty", open("/dev/tty", O_RDWR));
      say_result("in a new session: tcgetpgrp", tcgetpgrp(0));
      say_result("in a new session: tcsetpgrp", tcsetpgrp(0, getpid()));
      say("in a new session: still a terminal: %s", yes(isatty(0)));
      return 0;
    }
    await("grandchild", grandchild);
    return 0;
  }
  await("child", child);
  return 0;
}
