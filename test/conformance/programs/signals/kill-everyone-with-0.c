/* kill with -1 reaches all that the caller may signal; with signal 0 it only says whether there is anybody. */
#include "../facts.h"

int main(void)
{
  pid_t child = fork();
  if (child == 0)
    for (;;) pause();
  say_result("kill(-1, 0)", kill(-1, 0));
  say_result("kill(-1) with a signal that is none", kill(-1, 1000));
  kill(child, SIGTERM);
  await("child", child);
  return 0;
}
