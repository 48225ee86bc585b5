/* fexecve: runs the file that a descriptor has open. */
#include "../facts.h"
#include <fcntl.h>

extern char **environ;

int main(int argc, char *argv[])
{
  if (argc > 1) {
    say("run by a descriptor, with \"%s\"", argv[1]);
    return 5;
  }
  int program = open(argv[0], O_RDONLY | O_CLOEXEC);
  char *const list[] = { argv[0], "an argument", NULL };
  pid_t child = fork();
  if (child == 0) {
    fexecve(program, list, environ);
    _exit(127);
  }
  await("child", child);
  say_result("fexecve of no descriptor", fexecve(999, list, environ));
  return 0;
}
