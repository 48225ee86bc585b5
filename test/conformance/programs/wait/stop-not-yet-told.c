/* waitpid: a stop that the child has left before anyone asked is not told of any more. */
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
    _exit(0);
  }
  siginfo_t info;
  kill(child, SIGSTOP);
  waitid(P_PID, child, &info, WSTOPPED | WNOWAIT);
  kill(child, SIGCONT);
  waitid(P_PID, child, &info, WCONTINUED | WNOWAIT);
  int status = 0;
  say("WUNTRACED, as it runs: %d", (int)waitpid(child, &status, WUNTRACED | WNOHANG));
  say("WCONTINUED answers the pid: %s", yes(waitpid(child, &status, WCONTINUED | WNOHANG) == child));
  say_end("child", status);
  kill(child, SIGSTOP);
  waitid(P_PID, child, &info, WSTOPPED | WNOWAIT);
  kill(child, SIGKILL);
  await("killed while it is stopped", child);
  return 0;
}
