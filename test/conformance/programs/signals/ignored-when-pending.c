/* sigaction: setting a signal to be ignored discards it where it is pending, blocked or not. */
#include "../facts.h"

static volatile sig_atomic_t count;
static void handler(int number)
{
  (void)number;
  count++;
}

static const char *pending(int number)
{
  sigset_t set;
  sigpending(&set);
  return sigismember(&set, number) ? "pending" : "not pending";
}

int main(void)
{
  handle(SIGUSR1, handler, 0);
  mask_signal(SIG_BLOCK, SIGUSR1);
  mask_signal(SIG_BLOCK, SIGCHLD);
  raise(SIGUSR1);
  say("raised: %s", pending(SIGUSR1));
  signal(SIGUSR1, SIG_IGN);
  say("ignored: %s", pending(SIGUSR1));
  handle(SIGUSR1, handler, 0);
  mask_signal(SIG_UNBLOCK, SIGUSR1);
  say("handled: %d", (int)count);
  handle(SIGCHLD, handler, 0);
  raise(SIGCHLD);
  say("SIGCHLD raised: %s", pending(SIGCHLD));
  signal(SIGCHLD, SIG_DFL);
  say("its default is to be ignored: %s", pending(SIGCHLD));
  return 0;
}
