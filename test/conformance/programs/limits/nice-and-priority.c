/* nice, setpriority, getpriority: of a process, clamped; EINVAL, ESRCH, and no way back without privilege. */
#include "../facts.h"
#include <sys/resource.h>

int main(void)
{
  if (geteuid() == 0) setuid(54321);
  pid_t child = fork();
  if (child == 0)
    for (;;) pause();
  errno = 0;
  int own = getpriority(PRIO_PROCESS, 0);
  say_result("setpriority of a child", setpriority(PRIO_PROCESS, child, own + 4));
  say("it has it: %s", yes(getpriority(PRIO_PROCESS, child) == own + 4));
  say("own is as it was: %s", yes(getpriority(PRIO_PROCESS, 0) == own));
  say_result("too much is the most", setpriority(PRIO_PROCESS, child, 1000));
  say("it has %d", getpriority(PRIO_PROCESS, child));
  say("back: fails with EACCES or EPERM: %s",
      yes(setpriority(PRIO_PROCESS, child, own) == -1 && (errno == EACCES || errno == EPERM)));
  say("nice(-1) fails with EPERM or EACCES: %s", yes(nice(-1) == -1 && (errno == EPERM || errno == EACCES)));
  say_result("a kind that is none", setpriority(12345, 0, own));
  kill(child, SIGKILL);
  reap(child);
  say_result("nobody", setpriority(PRIO_PROCESS, child, own));
  return 0;
}
