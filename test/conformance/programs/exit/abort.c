/* abort: ends the process by SIGABRT, blocked, ignored or handled: a handler runs first, and cannot prevent it. */
#include "../facts.h"

static void handler(int number) { say("  the handler of %s returns", signal_name(number)); }

int main(void)
{
  const char *ways[] = { "by default", "ignored", "blocked", "handled" };
  for (int way = 0; way < 4; way++) {
    pid_t child = fork();
    if (child == 0) {
      if (way == 1) signal(SIGABRT, SIG_IGN);
      if (way == 2) mask_signal(SIG_BLOCK, SIGABRT);
      if (way == 3) handle(SIGABRT, handler, 0);
      abort();
    }
    await(ways[way], child);
  }
  return 0;
}
