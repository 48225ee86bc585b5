/* job control, whole: a small shell runs a pipeline in the foreground, is told of its stop, and lets it go on. */
#include "../facts.h"
#include <termios.h>

static pid_t members[2];
static int ready[2], go[2];

/* `counter | adder`, in a group of its own. */
static pid_t start(void)
{
  int ends[2];
  pipe(ends);
  for (int i = 0; i < 2; i++) {
    members[i] = fork();
    if (members[i] == 0) {
      setpgid(0, i == 0 ? 0 : members[0]);
      signal(SIGTTOU, SIG_DFL);
      signal(SIGTTIN, SIG_DFL);
      signal(SIGTSTP, SIG_DFL);
      signal(SIGINT, SIG_DFL);
      char byte;
      write(ready[1], "!", 1); /* keys mean to it what they mean to any program */
      read(go[0], &byte, 1);   /* the terminal is its group's */
      if (i == 0) {
        close(ends[0]);
        while (read(0, &byte, 1) == 1 && byte != '\n') write(ends[1], &byte, 1);
        _exit(0);
      }
      close(ends[1]);
      int sum = 0;
      while (read(ends[0], &byte, 1) == 1) sum += byte - '0';
      _exit(sum);
    }
    setpgid(members[i], members[0]);
    char byte;
    read(ready[0], &byte, 1);
  }
  close(ends[0]);
  close(ends[1]);
  tcsetpgrp(0, members[0]);
  write(go[1], "!!", 2);
  return members[0];
}

static void report(const char *when)
{
  for (int i = 0; i < 2; i++) {
    int status;
    waitpid(members[i], &status, WUNTRACED);
    say_end(when, status);
  }
  tcsetpgrp(0, getpgrp());
}

int main(void)
{
  int ignored[] = { SIGTTOU, SIGTTIN, SIGTSTP, SIGINT };
  pipe(ready);
  pipe(go);
  for (int i = 0; i < 4; i++) signal(ignored[i], SIG_IGN);
  pid_t job = start();
  say("(type ^Z)");
  report("suspended");
  kill(-job, SIGCONT);
  int status;
  waitpid(members[0], &status, WUNTRACED);
  say_end("in the background, who reads", status);
  tcsetpgrp(0, job);
  kill(-job, SIGCONT);
  say("(type 12345^J)");
  report("in the foreground");
  start();
  say("(type ^C)");
  report("interrupted");
  return 0;
}
