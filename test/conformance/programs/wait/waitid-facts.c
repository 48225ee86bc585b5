/* waitid: tells in a siginfo_t which child changed, how and to what. */
#include "../facts.h"

static const char *code_name(int code)
{
  switch (code) {
    case CLD_EXITED: return "CLD_EXITED";
    case CLD_KILLED: return "CLD_KILLED";
    case CLD_DUMPED: return "CLD_DUMPED";
    case CLD_STOPPED: return "CLD_STOPPED";
    case CLD_CONTINUED: return "CLD_CONTINUED";
    default: return "?";
  }
}

static void look(pid_t child, int options)
{
  siginfo_t info;
  memset(&info, 0, sizeof info);
  int result = waitid(P_PID, child, &info, options);
  say("waitid: %d, %s, %s, pid right: %s, uid right: %s, status %s", result, signal_name(info.si_signo),
      code_name(info.si_code), yes(info.si_pid == child), yes(info.si_uid == getuid()),
      info.si_code == CLD_EXITED ? "a code" : signal_name(info.si_status));
  if (info.si_code == CLD_EXITED) say("  code %d", info.si_status);
}

int main(void)
{
  pid_t child = fork();
  if (child == 0) _exit(35);
  look(child, WEXITED);
  child = fork();
  if (child == 0) {
    for (;;) pause();
  }
  kill(child, SIGSTOP);
  look(child, WSTOPPED);
  kill(child, SIGCONT);
  look(child, WCONTINUED);
  kill(child, SIGTERM);
  look(child, WEXITED | WSTOPPED | WCONTINUED);
  return 0;
}
