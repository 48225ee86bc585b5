/* Signals to groups, to everybody that may be reached, and to nobody. */
#include "signals.h"

static int fds[2];

/* A child in a group: 0 is a new one. Answers its pid when it is there. */
static pid_t member(pid_t group)
{
  char byte;
  pid_t pid = fork();
  if (pid == 0) {
    setpgid(0, group);
    write(fds[1], "x", 1);
    for (;;) pause();
  }
  read(fds[0], &byte, 1);
  return pid;
}

static void end_of(const char *who, pid_t pid)
{
  int status;
  waitpid(pid, &status, 0);
  say_end(who, status);
}

static void ignore(int signal) { (void)signal; }

int main(void)
{
  pipe(fds);
  setpgid(0, 0);
  pid_t one = member(0), two = member(one), mine = member(getpgrp()), other = member(0);
  say_answer("a group is there", kill(-one, 0));
  say_answer("a group is not", kill(-999999, SIGTERM));
  say_answer("killpg", killpg(one, SIGTERM));
  end_of("the first", one);
  end_of("the second", two);
  say_answer("it is not there any more", kill(-one, 0));
  install(SIGUSR1, ignore, 0);
  say_answer("to my group, me too", kill(0, SIGUSR1));
  end_of("mine", mine);
  say_whether("the other lives", kill(other, 0) == 0 && waitpid(other, NULL, WNOHANG) == 0);
  kill(other, SIGKILL);
  usleep(20000);
  say_answer("a zombie is there", kill(other, 0));
  say_answer("and takes signals", kill(other, SIGTERM));
  end_of("the other", other);
  say_answer("and is not any more", kill(other, 0));
  return 0;
}
