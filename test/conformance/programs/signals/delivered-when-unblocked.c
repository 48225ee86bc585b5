/* sigprocmask: pending signals that it unblocks are delivered before it returns: at least one, and on Linux all. */
#include "../facts.h"

static volatile sig_atomic_t count, times[65];
static void handler(int number)
{
  count++;
  times[number]++;
}

int main(void)
{
  int numbers[] = { SIGTERM, SIGUSR2, SIGRTMIN, SIGUSR1, SIGHUP };
  struct sigaction action = { .sa_handler = handler };
  sigfillset(&action.sa_mask);
  sigset_t all, before;
  sigemptyset(&all);
  for (int i = 0; i < 5; i++) {
    sigaction(numbers[i], &action, NULL);
    sigaddset(&all, numbers[i]);
  }
  sigprocmask(SIG_BLOCK, &all, &before);
  for (int i = 0; i < 5; i++) kill(getpid(), numbers[i]);
  say("handled while all are blocked: %d", (int)count);
  mask_signal(SIG_UNBLOCK, SIGUSR1);
  say("SIGUSR1 unblocked: handled %d, SIGUSR1 %d times", (int)count, (int)times[SIGUSR1]);
  sigprocmask(SIG_SETMASK, &before, NULL);
  say("all unblocked: handled %d", (int)count);
  for (int i = 0; i < 5; i++) say("%s: %d", signal_name(numbers[i]), (int)times[numbers[i]]);
  return 0;
}
