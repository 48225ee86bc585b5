/* signals below SIGRTMIN are not queued: however often one is sent while it is pending, it is delivered once. */
#include "../facts.h"

static volatile sig_atomic_t count;
static void handler(int number)
{
  (void)number;
  count++;
}

int main(void)
{
  handle(SIGUSR1, handler, 0);
  handle(SIGRTMIN, handler, 0);
  mask_signal(SIG_BLOCK, SIGUSR1);
  mask_signal(SIG_BLOCK, SIGRTMIN);
  for (int i = 0; i < 5; i++) kill(getpid(), SIGUSR1);
  mask_signal(SIG_UNBLOCK, SIGUSR1);
  say("SIGUSR1, sent 5 times: handled %d times", (int)count);
  count = 0;
  union sigval value = { .sival_int = 1 };
  for (int i = 0; i < 5; i++) sigqueue(getpid(), SIGRTMIN, value);
  mask_signal(SIG_UNBLOCK, SIGRTMIN);
  say("SIGRTMIN, queued 5 times: handled %d times", (int)count);
  return 0;
}
