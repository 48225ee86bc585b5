/* wait, waitpid, waitid: ECHILD without a fitting child, EINVAL for options that mean nothing. */
#include "../facts.h"

int main(void)
{
  siginfo_t info;
  int status;
  say_result("wait without children", wait(&status));
  say_result("waitpid without children", waitpid(-1, &status, 0));
  say_result("waitpid for init", waitpid(1, &status, WNOHANG));
  say_result("waitpid with options that are none", waitpid(-1, &status, 0x10000));
  say_result("waitid without WEXITED, WSTOPPED or WCONTINUED", waitid(P_ALL, 0, &info, WNOHANG));
  say_result("waitid with options that are none", waitid(P_ALL, 0, &info, WEXITED | 0x10000));
  say_result("waitid for a kind that is none", waitid((idtype_t)77, 0, &info, WEXITED));
  pid_t child = fork();
  if (child == 0) {
    say_result("child: waitpid for its sibling's parent", waitpid(getppid(), &status, 0));
    return 0;
  }
  await("child", child);
  say_result("the same again", waitpid(child, &status, 0));
  return 0;
}
