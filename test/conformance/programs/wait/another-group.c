/* waitpid with a pid < -1: waits for any child whose process group is that number's. */
#include "../facts.h"

int main(void)
{
  pid_t leader = fork();
  if (leader == 0) {
    setpgid(0, 0);
    _exit(1);
  }
  setpgid(leader, leader);
  siginfo_t info;
  waitid(P_PID, leader, &info, WEXITED | WNOWAIT); /* a zombie is a member, too */
  pid_t member = fork();
  if (member == 0) {
    setpgid(0, leader);
    _exit(2);
  }
  waitid(P_PID, member, &info, WEXITED | WNOWAIT);
  pid_t other = fork();
  if (other == 0) _exit(3);
  int status, sum = 0, count = 0;
  while (waitpid(-leader, &status, 0) > 0) count++, sum += WEXITSTATUS(status);
  say("children of the group: %d, their codes together: %d, then %s", count, sum, error_name(errno));
  await("the one outside of it", other);
  say_result("a group that has none: waitpid", waitpid(-getpgrp(), NULL, 0));
  return 0;
}
