/* siglongjmp from a handler: goes on where sigsetjmp was, with the mask of then; longjmp after setjmp leaves the mask. */
#include "../facts.h"
#include <setjmp.h>

static sigjmp_buf place;
static int forks_first;

static void handler(int number)
{
  (void)number;
  if (forks_first) {
    pid_t child = fork();
    if (child != 0) {
      reap(child);
      siglongjmp(place, 2);
    }
  }
  siglongjmp(place, 1);
}

static const char *blocked(void)
{
  sigset_t now;
  sigprocmask(SIG_BLOCK, NULL, &now);
  return sigismember(&now, SIGUSR1) ? "blocked" : "not blocked";
}

int main(void)
{
  handle(SIGUSR1, handler, 0);
  int round = sigsetjmp(place, 1);
  if (round == 0) raise(SIGUSR1);
  say("with the mask saved: came with %d, SIGUSR1 is %s", round, blocked());
  round = sigsetjmp(place, 0);
  if (round == 0) raise(SIGUSR1);
  say("without: came with %d, SIGUSR1 is %s", round, blocked());
  mask_signal(SIG_UNBLOCK, SIGUSR1);
  forks_first = 1;
  round = sigsetjmp(place, 1);
  if (round == 0) raise(SIGUSR1);
  say("%s: came with %d, SIGUSR1 is %s", round == 1 ? "child of the handler" : "parent", round, blocked());
  return 0;
}
