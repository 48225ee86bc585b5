/* posix_spawn, posix_spawnp: a child that runs a program; errors are returned, or are exit code 127. */
#include "../facts.h"
#include <spawn.h>

extern char **environ;

int main(int argc, char *argv[])
{
  if (argc > 1) {
    say("spawned: %s, COLOUR is %s", argv[1], getenv("COLOUR") ? getenv("COLOUR") : "not set");
    return 5;
  }
  setenv("COLOUR", "green", 1);
  pid_t child = 0;
  char *const list[] = { argv[0], "hello", NULL };
  char *const other[] = { "COLOUR=red", NULL };
  int error = posix_spawn(&child, argv[0], NULL, NULL, list, environ);
  await("posix_spawn", child);
  say("it returned: %s", error_name(error));
  error = posix_spawn(&child, argv[0], NULL, NULL, list, other);
  await("with an environment", child);
  say("it returned: %s", error_name(error));
  error = posix_spawnp(&child, argv[0], NULL, NULL, list, environ);
  await("posix_spawnp", child);
  say("it returned: %s", error_name(error));
  error = posix_spawn(&child, "./missing", NULL, NULL, list, environ);
  if (error == 0) await("a program that is missing", child);
  else say("a program that is missing: %s", error_name(error));
  say("none is left: %s", yes(wait(NULL) == -1 && errno == ECHILD));
  return 0;
}
