/* kill: a signal to oneself, not blocked, is delivered before kill returns; a blocked one when it is unblocked. */
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
  kill(getpid(), SIGUSR1);
  say("after kill: %d", (int)count);
  raise(SIGUSR1);
  say("after raise: %d", (int)count);
  mask_signal(SIG_BLOCK, SIGUSR1);
  kill(getpid(), SIGUSR1);
  say("blocked, after kill: %d", (int)count);
  mask_signal(SIG_UNBLOCK, SIGUSR1);
  say("after it was unblocked: %d", (int)count);
  return 0;
}
