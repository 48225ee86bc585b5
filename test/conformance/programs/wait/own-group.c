/* waitpid with 0: waits for any child of the caller's own process group. */
#include "../facts.h"

int main(void)
{
  pid_t elsewhere = fork();
  if (elsewhere == 0) {
    setpgid(0, 0);
    _exit(1);
  }
  siginfo_t info;
  waitid(P_PID, elsewhere, &info, WEXITED | WNOWAIT);
  say_result("a zombie of another group only: waitpid(0)", waitpid(0, NULL, 0));
  pid_t here = fork();
  if (here == 0) _exit(2);
  int status;
  say("waitpid(0) answers the child of this group: %s", yes(waitpid(0, &status, 0) == here));
  say_end("it", status);
  say_result("waitpid(0) again", waitpid(0, NULL, 0));
  await("the one of the other group", elsewhere);
  return 0;
}
