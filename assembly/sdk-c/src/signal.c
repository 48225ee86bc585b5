/* Sending signals, to others and to oneself. */
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include <prong/syscalls.h>

#include "answer.h"

int kill(pid_t pid, int signal) { return answer(__prong_kill(pid, signal)); }
unsigned alarm(unsigned seconds) { return __prong_alarm(seconds); }
int raise(int signal) { return kill(__prong_getpid(), signal); }

/* The parent must see SIGABRT; wasi-libc's own abort is a trap like any other. */
_Noreturn void abort(void)
{
  raise(SIGABRT);
  __builtin_trap();
}
