/* waitid with WNOWAIT: the child stays as it is, and may be waited for again. */
#include "../facts.h"

int main(void)
{
  siginfo_t info;
  pid_t child = fork();
  if (child == 0) {
    kill(getpid(), SIGSTOP);
    _exit(9);
  }
  for (int i = 0; i < 2; i++) {
    waitid(P_PID, child, &info, WSTOPPED | WNOWAIT);
    say("stopped, WNOWAIT: %s by %s", info.si_code == CLD_STOPPED ? "CLD_STOPPED" : "?", signal_name(info.si_status));
  }
  waitid(P_PID, child, &info, WSTOPPED);
  info.si_pid = 1;
  waitid(P_PID, child, &info, WSTOPPED | WNOHANG);
  say("told of once without it, nothing is left: %s", yes(info.si_pid == 0));
  kill(child, SIGCONT);
  for (int i = 0; i < 2; i++) {
    say_result("ended, WNOWAIT", waitid(P_PID, child, &info, WEXITED | WNOWAIT));
    say("code %d", info.si_status);
  }
  await("child", child);
  say_result("then", waitid(P_PID, child, &info, WEXITED | WNOWAIT));
  return 0;
}
