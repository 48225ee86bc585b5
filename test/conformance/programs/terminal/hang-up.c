/* _exit: when the leader of a session with a terminal ends, the foreground group gets SIGHUP. */
#include "../facts.h"

static int ready[2];

static void member(const char *who)
{
  pid_t child = fork();
  if (child != 0) {
    char byte;
    read(ready[0], &byte, 1);
    return;
  }
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGHUP);
  sigprocmask(SIG_BLOCK, &set, NULL);
  write(ready[1], "!", 1);
  int number;
  sigwait(&set, &number);
  say("%s: got %s", who, signal_name(number));
  say("%s: the terminal is no more ours: %s", who, yes(tcgetpgrp(0) == -1));
  _exit(0);
}

int main(void)
{
  pipe(ready);
  say("leader: %s", yes(getsid(0) == getpid()));
  member("in the foreground");
  return 3;
}
