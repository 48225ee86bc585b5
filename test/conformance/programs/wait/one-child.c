/* waitpid with a pid > 0: waits for that child alone, whichever ends first; afterwards it is no child any more. */
#include "../facts.h"

int main(void)
{
  int gate[2];
  pipe(gate);
  pid_t late = fork();
  if (late == 0) {
    char byte;
    close(gate[1]);
    read(gate[0], &byte, 1);
    _exit(1);
  }
  pid_t early = fork();
  if (early == 0) _exit(2);
  siginfo_t info;
  waitid(P_PID, early, &info, WEXITED | WNOWAIT);
  close(gate[1]);
  await("the one that ended last", late);
  await("the one that ended first", early);
  await("again", early);
  say_result("waitpid for oneself", waitpid(getpid(), NULL, 0));
  say_result("waitpid for the parent", waitpid(getppid(), NULL, 0));
  return 0;
}
