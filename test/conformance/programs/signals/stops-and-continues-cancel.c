/* SIGCONT discards pending stop signals, and a stop signal discards a pending SIGCONT. */
#include "../facts.h"

static const char *pending(int number)
{
  sigset_t set;
  sigpending(&set);
  return sigismember(&set, number) ? "pending" : "not pending";
}

int main(void)
{
  mask_signal(SIG_BLOCK, SIGTSTP);
  mask_signal(SIG_BLOCK, SIGTTIN);
  mask_signal(SIG_BLOCK, SIGCONT);
  raise(SIGTSTP);
  raise(SIGTTIN);
  say("stops sent: SIGTSTP %s, SIGTTIN %s", pending(SIGTSTP), pending(SIGTTIN));
  raise(SIGCONT);
  say("SIGCONT sent: SIGTSTP %s, SIGTTIN %s, SIGCONT %s", pending(SIGTSTP), pending(SIGTTIN), pending(SIGCONT));
  raise(SIGTSTP);
  say("SIGTSTP sent: SIGTSTP %s, SIGCONT %s", pending(SIGTSTP), pending(SIGCONT));
  return 0;
}
