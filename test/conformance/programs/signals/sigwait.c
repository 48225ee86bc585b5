/* sigwait, sigwaitinfo, sigtimedwait: take a pending signal without a handler; EAGAIN when the time is over. */
#include "../facts.h"
#include <time.h>

static void handler(int number) { say("never said: %d", number); }

int main(void)
{
  sigset_t set;
  siginfo_t info;
  int number = 0;
  sigemptyset(&set);
  sigaddset(&set, SIGUSR1);
  sigaddset(&set, SIGRTMIN);
  sigprocmask(SIG_BLOCK, &set, NULL);
  handle(SIGUSR1, handler, 0);
  pid_t parent = getpid();
  pid_t child = fork();
  if (child == 0) {
    kill(parent, SIGUSR1);
    _exit(0);
  }
  say("sigwait: %s", error_name(sigwait(&set, &number)));
  say("it was %s", signal_name(number));
  reap(child);
  union sigval value = { .sival_int = 5 };
  sigqueue(getpid(), SIGRTMIN, value);
  say("sigwaitinfo: %s", signal_name(sigwaitinfo(&set, &info)));
  say("si_value %d, SI_QUEUE: %s, pid right: %s", info.si_value.sival_int, yes(info.si_code == SI_QUEUE),
      yes(info.si_pid == getpid()));
  struct timespec none = { 0, 0 }, short_time = { 0, 20000000 }, wrong = { 0, -1 };
  say_result("sigtimedwait at once", sigtimedwait(&set, &info, &none));
  say_result("sigtimedwait for 20 ms", sigtimedwait(&set, &info, &short_time));
  say_result("sigtimedwait for no time that is one", sigtimedwait(&set, &info, &wrong));
  raise(SIGUSR1);
  say("sigtimedwait, when one is pending: %s", signal_name(sigtimedwait(&set, &info, &none)));
  sigset_t pending;
  sigpending(&pending);
  say("it is pending no more: %s", yes(!sigismember(&pending, SIGUSR1)));
  return 0;
}
