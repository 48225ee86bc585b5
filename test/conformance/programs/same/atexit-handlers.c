/* fork, atexit: functions registered before the fork are called in the child, too, when it exits. */
#include "../facts.h"

static const char *who = "parent";

static void first(void) { say("%s: registered first, called last", who); }
static void second(void) { say("%s: registered second", who); }
static void third(void) { say("%s: registered by the child alone", who); }

int main(void)
{
  atexit(first);
  atexit(second);
  pid_t child = fork();
  if (child == 0) {
    who = "child";
    atexit(third);
    exit(3);
  }
  await("child", child);
  child = fork();
  if (child == 0) {
    who = "a child that leaves by _exit";
    _exit(4);
  }
  await("second child", child);
  return 0;
}
