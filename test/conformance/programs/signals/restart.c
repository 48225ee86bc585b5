/* SA_RESTART: a read that a handler interrupted goes on; without it, EINTR. */
#include "../facts.h"
#include <sys/time.h>

static int ends[2];
static volatile sig_atomic_t ticks;

static void tick(int number)
{
  (void)number;
  if (++ticks == 3) write(ends[1], "x", 1);
}

static void try(const char *what, int flags)
{
  struct itimerval every = { .it_value = { 0, 10000 }, .it_interval = { 0, 10000 } };
  struct itimerval none = { .it_value = { 0, 0 }, .it_interval = { 0, 0 } };
  char byte = '-';
  ticks = 0;
  handle(SIGALRM, tick, flags);
  setitimer(ITIMER_REAL, &every, NULL);
  int result = read(ends[0], &byte, 1);
  int error = errno;
  setitimer(ITIMER_REAL, &none, NULL);
  if (result == -1) say("%s: read: %s", what, error_name(error));
  else say("%s: read: %d byte, %c, after %d signals or more: %s", what, result, byte, 3, yes(ticks >= 3));
}

int main(void)
{
  pipe(ends);
  try("without", 0);
  try("with SA_RESTART", SA_RESTART);
  return 0;
}
