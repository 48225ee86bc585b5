/* waitpid with WNOHANG: returns 0 at once while no child has ended, and ECHILD where there are none. */
#include "../facts.h"

int main(void)
{
  int gate[2];
  pipe(gate);
  pid_t child = fork();
  if (child == 0) {
    char byte;
    close(gate[1]);
    read(gate[0], &byte, 1);
    _exit(5);
  }
  int status = 1234;
  say("while it runs, by pid: %d", (int)waitpid(child, &status, WNOHANG));
  say("while it runs, any: %d", (int)waitpid(-1, &status, WNOHANG));
  say("the status was left alone: %s", yes(status == 1234));
  close(gate[1]);
  siginfo_t info;
  waitid(P_PID, child, &info, WEXITED | WNOWAIT);
  say("when it has ended: its pid: %s", yes(waitpid(-1, &status, WNOHANG) == child));
  say_end("child", status);
  say_result("afterwards", waitpid(-1, &status, WNOHANG));
  return 0;
}
