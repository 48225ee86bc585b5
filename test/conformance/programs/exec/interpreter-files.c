/* exec: a file that begins with #! is run by the interpreter it names, with its path and the other arguments after it. */
#include "../facts.h"
#include <fcntl.h>
#include <sys/stat.h>

static void write_file(const char *path, const char *program, const char *rest)
{
  int number = open(path, O_CREAT | O_WRONLY | O_TRUNC, 0755);
  dprintf(number, "#!%s%s\nnothing that anybody reads\n", program, rest);
  close(number);
}

static void run(const char *what, const char *path)
{
  say("%s", what);
  pid_t child = fork();
  if (child == 0) {
    execl(path, "zeroth", "one", "two", (char *)NULL);
    say_result("  execl", -1);
    _exit(1);
  }
  reap(child);
}

int main(int argc, char *argv[])
{
  if (argc > 1) {
    for (int i = 1; i < argc; i++) say("  argv[%d] %s", i, argv[i]);
    return 0;
  }
  umask(0);
  write_file("plain", argv[0], "");
  write_file("with-argument", argv[0], " -x");
  write_file("with-blanks", argv[0], "  one argument, blanks and all \t");
  write_file("of-another", "./with-argument", "");
  write_file("of-nobody", "./no-such-program", "");
  run("an interpreter", "./plain");
  run("an interpreter and an argument", "./with-argument");
  run("all that follows is one argument", "./with-blanks");
  run("an interpreter that is itself such a file", "./of-another");
  run("an interpreter that is missing", "./of-nobody");
  return 0;
}
