/* fork: the child inherits the signal mask; after that each has its own. */
#include "../facts.h"

static void look(const char *who)
{
  sigset_t mask;
  sigprocmask(SIG_BLOCK, NULL, &mask);
  int numbers[] = { SIGUSR1, SIGUSR2, SIGTERM, SIGRTMIN };
  for (int i = 0; i < 4; i++)
    say("%s: %s is %s", who, signal_name(numbers[i]), sigismember(&mask, numbers[i]) ? "blocked" : "not blocked");
}

int main(void)
{
  mask_signal(SIG_BLOCK, SIGUSR1);
  mask_signal(SIG_BLOCK, SIGRTMIN);
  pid_t child = fork();
  if (child == 0) {
    look("child");
    mask_signal(SIG_BLOCK, SIGTERM);
    mask_signal(SIG_UNBLOCK, SIGUSR1);
    look("child, changed");
    return 0;
  }
  await("child", child);
  look("parent");
  return 0;
}
