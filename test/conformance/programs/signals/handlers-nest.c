/* a handler may be interrupted by another signal's handler; each returns to where its signal came. */
#include "../facts.h"

static char trail[64];
static void note(const char *text) { strcat(trail, text); }

static void inner(int number)
{
  (void)number;
  note(" inner");
}

static void outer(int number)
{
  (void)number;
  note(" outer(");
  raise(SIGUSR2);
  note(" )outer");
}

int main(void)
{
  handle(SIGUSR1, outer, 0);
  handle(SIGUSR2, inner, 0);
  volatile int local = 5;
  double number = 1.5;
  note("main(");
  for (int i = 0; i < 2; i++) {
    raise(SIGUSR1);
    local++;
    number *= 2;
  }
  note(" )main");
  say("%s", trail);
  say("%d %.1f", local, number);
  return 0;
}
