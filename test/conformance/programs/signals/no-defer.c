/* sigaction: a signal is blocked while its handler runs, unless SA_NODEFER; those of sa_mask are, too. */
#include "../facts.h"

static volatile sig_atomic_t depth, deepest, count, others;

static void handler(int number)
{
  if (++depth > deepest) deepest = depth;
  if (++count < 3) raise(number);
  depth--;
}

static void other(int number)
{
  (void)number;
  others++;
}

static void with_mask(int number)
{
  (void)number;
  raise(SIGUSR2);
  raise(SIGTERM);
  say("in a handler with SIGUSR2 in its mask, not SIGTERM: others handled: %d", (int)others);
}

int main(void)
{
  handle(SIGUSR1, handler, 0);
  raise(SIGUSR1);
  say("plain: handled %d times, %d deep", (int)count, (int)deepest);
  count = deepest = 0;
  handle(SIGUSR1, handler, SA_NODEFER);
  raise(SIGUSR1);
  say("SA_NODEFER: handled %d times, %d deep", (int)count, (int)deepest);

  struct sigaction action = { .sa_handler = with_mask };
  sigemptyset(&action.sa_mask);
  sigaddset(&action.sa_mask, SIGUSR2);
  sigaction(SIGUSR1, &action, NULL);
  handle(SIGUSR2, other, 0);
  handle(SIGTERM, other, 0);
  raise(SIGUSR1);
  say("after it: %d", (int)others);
  return 0;
}
