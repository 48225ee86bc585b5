/* handlers that keep errno leave the interrupted program as it was; a call that failed has set it before. */
#include "../facts.h"
#include <sys/time.h>

static volatile sig_atomic_t ticks;

static void tick(int number)
{
  (void)number;
  int error = errno;
  close(-1);
  errno = error;
  ticks++;
}

int main(void)
{
  handle(SIGALRM, tick, SA_RESTART);
  struct itimerval every = { .it_value = { 0, 2000 }, .it_interval = { 0, 2000 } };
  setitimer(ITIMER_REAL, &every, NULL);
  int wrong = 0;
  while (ticks < 10) {
    errno = EDOM;
    for (int i = 0; i < 1000; i++) wrong += errno != EDOM;
    wrong += kill(getpid(), 1000) != -1 || errno != EINVAL;
  }
  say("wrong: %d", wrong);
  return 0;
}
