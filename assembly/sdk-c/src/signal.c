/* Sending signals, to others and to oneself. */
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include <prong/syscalls.h>

#include "answer.h"

int kill(pid_t pid, int signal) { return answer(__prong_kill(pid, signal)); }
int killpg(pid_t group, int signal) { return group < 0 ? answer(-EINVAL) : kill(-group, signal); }
unsigned alarm(unsigned seconds) { return __prong_alarm(seconds); }
int raise(int signal) { return kill(__prong_getpid(), signal); }
int sigqueue(pid_t pid, int signal, union sigval value) { return answer(__prong_sigqueue(pid, signal, value.sival_int)); }

/* The parent must see SIGABRT, whatever this process does with it; wasi-libc's own abort is a trap like any other. */
_Noreturn void abort(void)
{
  sigset_t abortion = {1ULL << (SIGABRT - 1)};
  sigprocmask(SIG_UNBLOCK, &abortion, NULL);
  raise(SIGABRT);
  struct sigaction by_default = {.sa_handler = SIG_DFL};
  __prong_sigaction(SIGABRT, &by_default, NULL);
  raise(SIGABRT);
  __builtin_trap();
}
