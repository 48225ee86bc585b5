/* _exit: a process that ended and was not waited for is a zombie: it has its pid, and signals to it do nothing. */
#include "../facts.h"

int main(void)
{
  int ends[2];
  pipe(ends);
  pid_t child = fork();
  if (child == 0) _exit(3);
  siginfo_t info;
  waitid(P_PID, child, &info, WEXITED | WNOWAIT);
  say_result("it exists: kill with 0", kill(child, 0));
  say_result("SIGTERM is sent to it", kill(child, SIGTERM));
  say_result("SIGKILL is sent to it", kill(child, SIGKILL));
  say("its group is still known: %s", yes(getpgid(child) == getpgrp()));
  await("it died as it had", child);
  say_result("now kill with 0", kill(child, 0));
  say_result("getpgid", getpgid(child));
  say_result("wait", wait(NULL));
  return 0;
}
