/* Sets of signals. */
#include <signal.h>

#include "answer.h"

#define MEMBER(signal) (1ULL << ((signal)-1))
#define ALL_BUT_THE_LIBRARYS (~(MEMBER(32) | MEMBER(33)))

static int is_signal(int signal) { return signal > 0 && signal < NSIG && signal != 32 && signal != 33; }

int sigemptyset(sigset_t *set) { return set->bits = 0, 0; }
int sigfillset(sigset_t *set) { return set->bits = ALL_BUT_THE_LIBRARYS, 0; }

int sigaddset(sigset_t *set, int signal)
{
  if (!is_signal(signal)) return answer(-EINVAL);
  set->bits |= MEMBER(signal);
  return 0;
}

int sigdelset(sigset_t *set, int signal)
{
  if (!is_signal(signal)) return answer(-EINVAL);
  set->bits &= ~MEMBER(signal);
  return 0;
}

int sigismember(const sigset_t *set, int signal)
{
  if (!is_signal(signal)) return answer(-EINVAL);
  return (set->bits & MEMBER(signal)) != 0;
}

int sigisemptyset(const sigset_t *set) { return set->bits == 0; }
int sigorset(sigset_t *to, const sigset_t *a, const sigset_t *b) { return to->bits = a->bits | b->bits, 0; }
int sigandset(sigset_t *to, const sigset_t *a, const sigset_t *b) { return to->bits = a->bits & b->bits, 0; }
