/* exec: E2BIG when arguments and environment are larger than the system allows; the caller goes on. */
#include "../facts.h"

int main(int argc, char *argv[])
{
  if (argc > 1) {
    say("%d arguments, %d bytes in the last but one", argc, (int)strlen(argv[argc - 2]));
    return 0;
  }
  long most = sysconf(_SC_ARG_MAX);
  say("the least that POSIX allows, and more: %s", yes(most >= 4096));
  char *huge = malloc(most + 1);
  memset(huge, 'x', most);
  huge[most] = 0;
  say_result("an argument of ARG_MAX bytes", execl(argv[0], argv[0], huge, (char *)NULL));
  char *list[3] = { argv[0], "short", NULL };
  char *environment[2] = { huge, NULL };
  say_result("an environment of ARG_MAX bytes", execve(argv[0], list, environment));
  huge[4000] = 0;
  say("4000 bytes are not too many:");
  execl(argv[0], argv[0], huge, "short", (char *)NULL);
  return 1;
}
