/* What this process does with signals. */
#include <signal.h>

#include <prong/syscalls.h>

#include "answer.h"

/* Which handlers are to be interrupted rather than restarted after `signal`: siginterrupt says. */
static unsigned long long interrupting;

int sigaction(int signal, const struct sigaction *restrict action, struct sigaction *restrict old)
{
  if (signal == 32 || signal == 33) return answer(-EINVAL); /* kept for the library (glibc) */
  return answer(__prong_sigaction(signal, (void *)action, old));
}

static void (*install(int signal, void (*handler)(int), int flags))(int)
{
  struct sigaction action = {.sa_handler = handler, .sa_flags = flags}, old;
  if (handler == SIG_ERR) return errno = EINVAL, SIG_ERR;
  return sigaction(signal, &action, &old) < 0 ? SIG_ERR : old.sa_handler;
}

void (*signal(int signal, void (*handler)(int)))(int)
{
  int interrupts = signal > 0 && signal < NSIG && (interrupting >> (signal - 1) & 1);
  return install(signal, handler, interrupts ? 0 : SA_RESTART);
}

int siginterrupt(int signal, int interrupts)
{
  struct sigaction action;
  if (sigaction(signal, NULL, &action) < 0) return -1;
  if (interrupts) action.sa_flags &= ~SA_RESTART, interrupting |= 1ULL << (signal - 1);
  else action.sa_flags |= SA_RESTART, interrupting &= ~(1ULL << (signal - 1));
  return sigaction(signal, &action, NULL);
}

int sigignore(int signal)
{
  return install(signal, SIG_IGN, 0) == SIG_ERR ? -1 : 0;
}
