/* exec: the signal mask and the pending signals are kept. */
#include "../facts.h"

int main(int argc, char *argv[])
{
  if (argc == 1) {
    mask_signal(SIG_BLOCK, SIGUSR1);
    mask_signal(SIG_BLOCK, SIGUSR2);
    mask_signal(SIG_BLOCK, SIGRTMIN);
    raise(SIGUSR1);
    union sigval value = { .sival_int = 42 };
    sigqueue(getpid(), SIGRTMIN, value);
    execl(argv[0], argv[0], "again", (char *)NULL);
    _exit(127);
  }
  sigset_t mask, pending;
  sigprocmask(SIG_BLOCK, NULL, &mask);
  sigpending(&pending);
  int numbers[] = { SIGUSR1, SIGUSR2, SIGTERM, SIGRTMIN };
  for (int i = 0; i < 4; i++)
    say("%s is %s and %s", signal_name(numbers[i]), sigismember(&mask, numbers[i]) ? "blocked" : "not blocked",
        sigismember(&pending, numbers[i]) ? "pending" : "not pending");
  siginfo_t info;
  sigset_t real_time;
  sigemptyset(&real_time);
  sigaddset(&real_time, SIGRTMIN);
  sigwaitinfo(&real_time, &info);
  say("the queued value is still %d", info.si_value.sival_int);
  mask_signal(SIG_UNBLOCK, SIGUSR2);
  mask_signal(SIG_UNBLOCK, SIGUSR1);
  say("never said, as SIGUSR1 has its default action");
  return 0;
}
