/* sigsuspend: sets the mask and waits in one step, returns after a handler, and puts the mask back. */
#include "../facts.h"

static volatile sig_atomic_t caught;
static void handler(int number) { caught = number; }

int main(void)
{
  handle(SIGUSR1, handler, 0);
  mask_signal(SIG_BLOCK, SIGUSR1);
  pid_t parent = getpid();
  pid_t child = fork();
  if (child == 0) {
    kill(parent, SIGUSR1);
    _exit(0);
  }
  sigset_t none, now;
  sigemptyset(&none);
  say_result("sigsuspend", sigsuspend(&none));
  say("the handler saw %s", signal_name(caught));
  sigprocmask(SIG_BLOCK, NULL, &now);
  say("SIGUSR1 is blocked again: %s", yes(sigismember(&now, SIGUSR1)));
  reap(child);

  raise(SIGUSR1);
  caught = 0;
  say_result("one that was pending before: sigsuspend", sigsuspend(&none));
  say("the handler saw %s", signal_name(caught));

  child = fork();
  if (child == 0) {
    sigset_t all_but_term;
    sigfillset(&all_but_term);
    sigdelset(&all_but_term, SIGTERM);
    raise(SIGTERM);
    sigsuspend(&all_but_term);
    say("never said");
  }
  await("a signal without a handler ends who waits", child);
  return 0;
}
