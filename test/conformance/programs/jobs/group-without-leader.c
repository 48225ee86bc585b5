/* getsid, getpgid of others; a group may lose its leader and be waited for by its number all the same. */
#include "../facts.h"

int main(void)
{
  pid_t leader = fork();
  if (leader == 0)
    for (;;) pause();
  setpgid(leader, leader);
  pid_t member = fork();
  if (member == 0)
    for (;;) pause();
  setpgid(member, leader);
  kill(leader, SIGTERM);
  await("leader", leader);
  say("the member's group is still that of the leader: %s", yes(getpgid(member) == leader));
  say("and the session is ours: %s", yes(getsid(member) == getsid(0)));
  say("nobody of it has ended: %d", (int)waitpid(-leader, NULL, WNOHANG));
  pid_t joins = fork();
  if (joins == 0)
    for (;;) pause();
  say_result("another may join a group without its leader", setpgid(joins, leader));
  kill(-leader, SIGINT);
  int status, count = 0;
  while (waitpid(-leader, &status, 0) > 0) count += WIFSIGNALED(status) && WTERMSIG(status) == SIGINT;
  say("waited for by group: %d", count);
  return 0;
}
