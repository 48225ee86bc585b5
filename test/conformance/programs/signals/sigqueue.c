/* sigqueue: checks as kill does; null signal sends nothing; a value goes with the signal. */
#include "../facts.h"

int main(void)
{
  union sigval value = { .sival_int = 7 };
  mask_signal(SIG_BLOCK, SIGRTMIN + 3);
  say_result("signal 0", sigqueue(getpid(), 0, value));
  say_result("a signal that is none", sigqueue(getpid(), 1000, value));
  pid_t child = fork();
  if (child == 0) _exit(0);
  reap(child);
  say_result("nobody", sigqueue(child, SIGUSR1, value));
  say_result("SIGRTMIN+3", sigqueue(getpid(), SIGRTMIN + 3, value));
  static int here;
  value.sival_ptr = &here;
  sigqueue(getpid(), SIGRTMIN + 3, value);
  sigset_t set;
  siginfo_t info;
  sigemptyset(&set);
  sigaddset(&set, SIGRTMIN + 3);
  say("sigwaitinfo: %s", signal_name(sigwaitinfo(&set, &info)));
  say("the value: %d", info.si_value.sival_int);
  sigwaitinfo(&set, &info);
  say("a pointer comes as it went: %s", yes(info.si_value.sival_ptr == &here));
  return 0;
}
