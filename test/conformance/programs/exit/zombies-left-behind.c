/* _exit: a zombie that its parent leaves behind is the system's to wait for, and not the grandparent's. */
#include "../facts.h"

int main(void)
{
  int pids[2];
  pipe(pids);
  pid_t child = fork();
  if (child == 0) {
    pid_t zombie = fork();
    if (zombie == 0) _exit(1);
    siginfo_t info;
    waitid(P_PID, zombie, &info, WEXITED | WNOWAIT);
    write(pids[1], &zombie, sizeof zombie);
    _exit(2);
  }
  await("child", child);
  pid_t zombie;
  read(pids[0], &zombie, sizeof zombie);
  say_result("the child's zombie: waitpid", waitpid(zombie, NULL, 0));
  say_result("any: wait", wait(NULL));
  return 0;
}
