/* termios: the suspend key sends SIGTSTP to the foreground group; its parent sees the stop, and may continue it. */
#include "../facts.h"

int main(void)
{
  int ready[2], status;
  char byte;
  pipe(ready);
  signal(SIGTTOU, SIG_IGN);
  pid_t job = fork();
  if (job == 0) {
    setpgid(0, 0);
    tcsetpgrp(0, getpid());
    signal(SIGTTOU, SIG_DFL);
    write(ready[1], "!", 1);
    for (;;) pause();
  }
  read(ready[0], &byte, 1);
  say("(type ^Z)");
  waitpid(job, &status, WUNTRACED);
  say_end("the job", status);
  say_result("the terminal comes back", tcsetpgrp(0, getpgrp()));
  kill(-job, SIGCONT);
  waitpid(job, &status, WCONTINUED);
  say_end("the job, in the background", status);
  mask_signal(SIG_BLOCK, SIGINT);
  say("(type ^C)");
  sigset_t set;
  int number;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigwait(&set, &number);
  say("who is in the foreground gets %s, and not the job: %d", signal_name(number), (int)waitpid(job, NULL, WNOHANG));
  say_result("to the foreground again", tcsetpgrp(0, job));
  say("(type ^C)");
  await("the job", job);
  tcsetpgrp(0, getpgrp());
  return 0;
}
