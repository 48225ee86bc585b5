/* sigaction: tells what was set before: handler, mask and flags; signal tells the handler. */
#include "../facts.h"

static void one(int number) { (void)number; }
static void two(int number, siginfo_t *info, void *context) { (void)number, (void)info, (void)context; }

int main(void)
{
  struct sigaction action, old;
  memset(&action, 0, sizeof action);
  sigaction(SIGUSR1, NULL, &old);
  say("at first: default: %s, flags of mine: %d", yes(old.sa_handler == SIG_DFL), old.sa_flags & (SA_RESTART | SA_SIGINFO));
  action.sa_handler = one;
  action.sa_flags = SA_RESTART | SA_NODEFER;
  sigemptyset(&action.sa_mask);
  sigaddset(&action.sa_mask, SIGTERM);
  sigaction(SIGUSR1, &action, &old);
  action.sa_sigaction = two;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_RESETHAND;
  sigaction(SIGUSR1, &action, &old);
  say("then: handler right: %s, SIGTERM in its mask: %s, SIGUSR2: %s", yes(old.sa_handler == one),
      yes(sigismember(&old.sa_mask, SIGTERM)), yes(sigismember(&old.sa_mask, SIGUSR2)));
  say("flags: restart %d, nodefer %d, siginfo %d", !!(old.sa_flags & SA_RESTART), !!(old.sa_flags & SA_NODEFER),
      !!(old.sa_flags & SA_SIGINFO));
  sigaction(SIGUSR1, NULL, &old);
  say("then: handler right: %s, siginfo %d, onstack %d, resethand %d, restart %d", yes(old.sa_sigaction == two),
      !!(old.sa_flags & SA_SIGINFO), !!(old.sa_flags & SA_ONSTACK), !!(old.sa_flags & (int)SA_RESETHAND),
      !!(old.sa_flags & SA_RESTART));
  say("signal tells the old one: %s", yes(signal(SIGUSR2, one) == SIG_DFL));
  say("and the next: %s", yes(signal(SIGUSR2, SIG_IGN) == one));
  say("and the next: %s", yes(signal(SIGUSR2, SIG_DFL) == SIG_IGN));
  return 0;
}
