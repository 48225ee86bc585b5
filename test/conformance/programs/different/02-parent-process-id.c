/* fork: the child's parent process ID is the pid of the process that called fork. */
#include "../facts.h"

int main(void)
{
  pid_t first = getpid();
  pid_t child = fork();
  if (child == 0) {
    pid_t second = getpid();
    say("child: my parent called fork: %s", yes(getppid() == first));
    pid_t grandchild = fork();
    if (grandchild == 0) {
      say("grandchild: my parent is the child: %s", yes(getppid() == second));
      say("grandchild: it is not the first process: %s", yes(getppid() != first));
      return 0;
    }
    await("grandchild", grandchild);
    return 0;
  }
  await("child", child);
  return 0;
}
