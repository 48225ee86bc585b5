/* kill with 0 or a negative number, killpg: the signal goes to every process of the group, and to nobody else. */
#include "../facts.h"

static int count_killed(int by)
{
  int killed = 0, status;
  while (wait(&status) > 0) killed += WIFSIGNALED(status) && WTERMSIG(status) == by;
  return killed;
}

/* Three children that wait for signals, in the group of that number, or one of the first's. */
static pid_t make_children(pid_t group)
{
  for (int i = 0; i < 3; i++) {
    pid_t child = fork();
    if (child == 0)
      for (;;) pause();
    setpgid(child, group);
    if (group == 0) group = child;
  }
  return group;
}

int main(void)
{
  pid_t group = make_children(0);
  say_result("kill(-group)", kill(-group, SIGUSR1));
  say("killed: %d", count_killed(SIGUSR1));
  group = make_children(0);
  say_result("killpg", killpg(group, SIGUSR2));
  say("killed: %d", count_killed(SIGUSR2));

  pid_t leader = fork();
  if (leader == 0) {
    setpgid(0, 0);
    make_children(getpid());
    mask_signal(SIG_BLOCK, SIGTERM);
    say_result("kill(0)", kill(0, SIGTERM));
    sigset_t pending;
    sigpending(&pending);
    say("it reaches the caller, too: %s", yes(sigismember(&pending, SIGTERM)));
    say("killed: %d", count_killed(SIGTERM));
    mask_signal(SIG_UNBLOCK, SIGTERM);
  }
  await("the caller", leader);
  return 0;
}
