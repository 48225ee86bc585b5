/* fork: the child has a copy of the environment; after that each has its own. */
#include "../facts.h"

static const char *value(const char *name) { return getenv(name) == NULL ? "(not set)" : getenv(name); }

int main(void)
{
  setenv("COLOUR", "green", 1);
  setenv("GONE", "soon", 1);
  pid_t child = fork();
  if (child == 0) {
    say("child: COLOUR is %s, GONE is %s", value("COLOUR"), value("GONE"));
    setenv("COLOUR", "red", 1);
    setenv("NEW", "child", 1);
    unsetenv("GONE");
    say("child: COLOUR is %s, GONE is %s, NEW is %s", value("COLOUR"), value("GONE"), value("NEW"));
    return 0;
  }
  await("child", child);
  say("parent: COLOUR is %s, GONE is %s, NEW is %s", value("COLOUR"), value("GONE"), value("NEW"));
  return 0;
}
