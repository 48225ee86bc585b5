/* fork: the set of pending signals of the child is empty. */
#include "../facts.h"

static void look(const char *who)
{
  sigset_t pending;
  sigpending(&pending);
  int numbers[] = { SIGUSR1, SIGUSR2, SIGRTMIN };
  for (int i = 0; i < 3; i++)
    say("%s: %s is %s", who, signal_name(numbers[i]), sigismember(&pending, numbers[i]) ? "pending" : "not pending");
}

int main(void)
{
  mask_signal(SIG_BLOCK, SIGUSR1);
  mask_signal(SIG_BLOCK, SIGUSR2);
  mask_signal(SIG_BLOCK, SIGRTMIN);
  raise(SIGUSR1);
  raise(SIGRTMIN);
  pid_t child = fork();
  if (child == 0) {
    look("child");
    raise(SIGUSR2);
    look("child, after its own");
    return 0;
  }
  await("child", child);
  look("parent");
  return 0;
}
