/* exec: execl, execle, execlp, execv, execve and execvp pass arguments and environment as they are told. */
#include "../facts.h"

extern char **environ;

static void show(int argc, char *argv[])
{
  for (int i = 1; i < argc; i++) say("  argv[%d] \"%s\"", i, argv[i]);
  say("  argv ends with NULL: %s, COLOUR is %s", yes(argv[argc] == NULL), getenv("COLOUR") ? getenv("COLOUR") : "not set");
}

int main(int argc, char *argv[])
{
  if (argc > 1) {
    show(argc, argv);
    return 0;
  }
  setenv("COLOUR", "green", 1);
  char *const list[] = { argv[0], "a", "", "c d", NULL };
  char *const other[] = { "COLOUR=red", NULL };
  char *const none[] = { NULL };
  const char *names[] = { "execl", "execle", "execlp", "execv", "execve", "execve, no environment", "execvp" };
  for (int i = 0; i < 7; i++) {
    say("%s", names[i]);
    pid_t child = fork();
    if (child == 0) {
      if (i == 0) execl(argv[0], argv[0], "a", "", "c d", (char *)NULL);
      if (i == 1) execle(argv[0], argv[0], "a", "", "c d", (char *)NULL, other);
      if (i == 2) execlp(argv[0], argv[0], "a", "", "c d", (char *)NULL);
      if (i == 3) execv(argv[0], list);
      if (i == 4) execve(argv[0], list, other);
      if (i == 5) execve(argv[0], list, none);
      if (i == 6) execvp(argv[0], list);
      _exit(127);
    }
    reap(child);
  }
  return 0;
}
