/* wait: grandchildren are nobody's to wait for but their own parent's. */
#include "../facts.h"

int main(void)
{
  int ends[2];
  pipe(ends);
  pid_t child = fork();
  if (child == 0) {
    pid_t grandchild = fork();
    if (grandchild == 0) _exit(8);
    siginfo_t info;
    waitid(P_PID, grandchild, &info, WEXITED | WNOWAIT);
    write(ends[1], &grandchild, sizeof grandchild);
    kill(getpid(), SIGSTOP);
    await("grandchild", grandchild);
    return 0;
  }
  pid_t grandchild;
  read(ends[0], &grandchild, sizeof grandchild);
  say_result("waitpid for a grandchild", waitpid(grandchild, NULL, WNOHANG));
  int status;
  waitpid(child, &status, WUNTRACED);
  kill(child, SIGCONT);
  await("child", child);
  return 0;
}
