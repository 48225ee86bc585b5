/* fork: a signal sent to the parent before the fork is delivered to the parent, and never to the child. */
#include "../facts.h"

static pid_t parent;
static volatile sig_atomic_t caught;

static void count(int number)
{
  (void)number;
  caught++;
}

int main(void)
{
  parent = getpid();
  handle(SIGUSR1, count, 0);
  mask_signal(SIG_BLOCK, SIGUSR1);
  kill(getpid(), SIGUSR1);
  pid_t child = fork();
  mask_signal(SIG_UNBLOCK, SIGUSR1);
  if (child == 0) {
    say("child: handled %d", (int)caught);
    kill(getpid(), SIGUSR1);
    say("child: its own: handled %d", (int)caught);
    return 0;
  }
  await("child", child);
  say("parent: handled %d", (int)caught);
  return 0;
}
