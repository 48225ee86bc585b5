/* sigprocmask: SIG_BLOCK adds, SIG_UNBLOCK takes away, SIG_SETMASK sets; the old mask is told; sigset functions. */
#include "../facts.h"

static void look(const char *what, const sigset_t *set)
{
  say("%s: SIGUSR1 %d, SIGUSR2 %d, SIGRTMIN %d", what, sigismember(set, SIGUSR1), sigismember(set, SIGUSR2),
      sigismember(set, SIGRTMIN));
}

int main(void)
{
  sigset_t one, other, old;
  sigemptyset(&one);
  sigaddset(&one, SIGUSR1);
  sigaddset(&one, SIGRTMIN);
  sigemptyset(&other);
  sigaddset(&other, SIGUSR2);
  say_result("block", sigprocmask(SIG_BLOCK, &one, &old));
  look("before", &old);
  say_result("block another", sigprocmask(SIG_BLOCK, &other, &old));
  look("before", &old);
  say_result("unblock the first", sigprocmask(SIG_UNBLOCK, &one, &old));
  look("before", &old);
  say_result("set", sigprocmask(SIG_SETMASK, &one, &old));
  look("before", &old);
  say_result("ask", sigprocmask(1000, NULL, &old));
  look("now", &old);
  say_result("a way that is none", sigprocmask(1000, &one, &old));
  sigfillset(&one);
  sigdelset(&one, SIGUSR2);
  look("all but one", &one);
  say_result("sigaddset of no signal", sigaddset(&one, 1000));
  say_result("sigismember of no signal", sigismember(&one, 0));
  return 0;
}
