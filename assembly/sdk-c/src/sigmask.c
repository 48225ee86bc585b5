/* Blocking signals, and waiting for them. */
#include <signal.h>
#include <unistd.h>

#include <prong/syscalls.h>

#include "answer.h"

int sigprocmask(int how, const sigset_t *restrict set, sigset_t *restrict old)
{
  return answer(__prong_sigprocmask(how, (void *)set, old));
}

/* The threads' functions answer an error number and leave errno alone. */
int pthread_sigmask(int how, const sigset_t *restrict set, sigset_t *restrict old)
{
  return -__prong_sigprocmask(how, (void *)set, old);
}

int sigpending(sigset_t *set) { return answer(__prong_sigpending(set)); }
int sigsuspend(const sigset_t *mask) { return answer(__prong_sigsuspend((void *)mask)); }

int pause(void)
{
  sigset_t mask;
  sigprocmask(SIG_BLOCK, NULL, &mask);
  return sigsuspend(&mask);
}

int sigtimedwait(const sigset_t *restrict set, siginfo_t *restrict info, const struct timespec *restrict timeout)
{
  return answer(__prong_sigtimedwait((void *)set, info, (void *)timeout));
}

int sigwaitinfo(const sigset_t *restrict set, siginfo_t *restrict info) { return sigtimedwait(set, info, NULL); }

/* A handler for another signal does not end it. */
int sigwait(const sigset_t *restrict set, int *restrict signal)
{
  int taken;
  do taken = __prong_sigtimedwait((void *)set, NULL, NULL);
  while (taken == -EINTR);
  if (taken < 0) return -taken;
  *signal = taken;
  return 0;
}

static int change(int how, int signal)
{
  sigset_t set = {0};
  return sigaddset(&set, signal) < 0 ? -1 : sigprocmask(how, &set, NULL);
}

int sighold(int signal) { return change(SIG_BLOCK, signal); }
int sigrelse(int signal) { return change(SIG_UNBLOCK, signal); }

int sigpause(int signal)
{
  sigset_t mask;
  sigprocmask(SIG_BLOCK, NULL, &mask);
  return sigdelset(&mask, signal) < 0 ? -1 : sigsuspend(&mask);
}
