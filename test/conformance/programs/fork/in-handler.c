/* fork in a signal handler: both the parent's and the child's handler return to where the signal came. */
#include "../facts.h"

static pid_t made;

static void handler(int number)
{
  made = fork();
  if (made == 0) {
    say("child: in the handler of %s", signal_name(number));
    return;
  }
  reap(made);
  say("parent: in the handler of %s", signal_name(number));
}

int main(void)
{
  handle(SIGUSR1, handler, 0);
  sigset_t mask;
  int local = 42;
  kill(getpid(), SIGUSR1);
  sigprocmask(SIG_BLOCK, NULL, &mask);
  say("%s: back in main with %d, SIGUSR1 is %s", made == 0 ? "child" : "parent", local,
      sigismember(&mask, SIGUSR1) ? "blocked" : "not blocked");
  return 0;
}
