/* kill of a group with SIGTSTP and SIGCONT: the whole job stops and goes on; a handler for SIGTSTP may stop by itself. */
#include "../facts.h"

static volatile sig_atomic_t handled;

static void handler(int number)
{
  handled++;
  signal(number, SIG_DFL);
  raise(number); /* blocked until this returns, and stops then */
}

int main(void)
{
  pid_t group = 0, members[3];
  int ready[2];
  pipe(ready);
  for (int i = 0; i < 3; i++) {
    members[i] = fork();
    if (members[i] == 0) {
      setpgid(0, group);
      if (i == 2) handle(SIGTSTP, handler, 0);
      write(ready[1], "!", 1);
      for (;;) pause();
    }
    setpgid(members[i], group);
    if (i == 0) group = members[0];
  }
  char bytes[3];
  for (int got = 0; got < 3;) got += read(ready[0], bytes, 3 - got);
  int status;
  kill(-group, SIGTSTP);
  for (int i = 0; i < 3; i++) {
    waitpid(members[i], &status, WUNTRACED);
    say_end("SIGTSTP: a member", status);
  }
  kill(-group, SIGCONT);
  for (int i = 0; i < 3; i++) {
    waitpid(members[i], &status, WCONTINUED);
    say_end("SIGCONT: a member", status);
  }
  kill(-group, SIGTERM);
  for (int i = 0; i < 3; i++) await("SIGTERM: a member", members[i]);
  return 0;
}
