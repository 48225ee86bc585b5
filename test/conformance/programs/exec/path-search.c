/* execvp, execlp: a name without a slash is looked for in the folders of PATH, in order; one with a slash is not. */
#include "../facts.h"
#include <fcntl.h>
#include <sys/stat.h>

static void make(const char *path, const char *program, const char *argument, mode_t mode)
{
  int number = open(path, O_CREAT | O_WRONLY, mode);
  dprintf(number, "#!%s %s\n", program, argument);
  close(number);
}

static void try(const char *name)
{
  pid_t child = fork();
  if (child == 0) {
    execlp(name, name, (char *)NULL);
    say_result(name, -1);
    _exit(1);
  }
  reap(child);
}

int main(int argc, char *argv[])
{
  if (argc > 1) {
    say("found %s, %s", argv[2], argv[1]);
    return 0;
  }
  umask(0);
  mkdir("one", 0755);
  mkdir("two", 0755);
  make("one/first", argv[0], "in-one", 0755);
  make("two/first", argv[0], "in-two", 0755);
  make("two/second", argv[0], "in-two", 0755);
  make("one/third", argv[0], "may-not-run", 0644);
  make("two/third", argv[0], "after-one-that-may-not-run", 0755);
  make("one/fourth", argv[0], "may-not-run", 0644);
  make("here", argv[0], "in-the-current-directory", 0755);
  setenv("PATH", "missing:one:two", 1);
  const char *names[] = { "first", "second", "third", "fourth", "fifth", "here", "./here", "one/first", "" };
  for (int i = 0; i < 9; i++) try(names[i]);
  setenv("PATH", "one::two", 1);
  try("here");
  return 0;
}
