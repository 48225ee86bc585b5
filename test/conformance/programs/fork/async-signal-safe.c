/* _Fork is async-signal-safe: a handler may call it, whatever it interrupted. */
#include "../facts.h"

static volatile pid_t made = -2;

static void handler(int number)
{
  (void)number;
  made = _Fork();
}

int main(void)
{
  pid_t first = getpid();
  handle(SIGUSR1, handler, 0);
  raise(SIGUSR1);
  if (made == 0) {
    write(1, "child: goes on after the handler\n", 33);
    _exit(getppid() == first ? 3 : 4);
  }
  await("child", made);
  return 0;
}
