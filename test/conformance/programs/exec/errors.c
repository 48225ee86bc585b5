/* exec: ENOENT, ENOTDIR, EACCES, ENOEXEC, ELOOP and ENAMETOOLONG leave the caller as it was. */
#include "../facts.h"
#include <fcntl.h>
#include <sys/stat.h>

static volatile sig_atomic_t caught;
static void handler(int number) { caught = number; }

static void make(const char *path, const char *text, mode_t mode)
{
  int number = open(path, O_CREAT | O_WRONLY, mode);
  write(number, text, strlen(text));
  close(number);
}

int main(int argc, char *argv[])
{
  (void)argc;
  (void)argv;
  umask(0);
  make("data", "this is no program at all\n", 0755);
  make("not-executable", "#!./program\n", 0644);
  make("empty", "", 0755);
  mkdir("folder", 0755);
  symlink("loop", "loop");
  static char too_long[300];
  memset(too_long, 'x', sizeof too_long - 1);
  int closing = open("data", O_RDONLY | O_CLOEXEC);
  handle(SIGUSR1, handler, 0);

  const char *paths[] = { "missing", "missing/program", "data/program", "not-executable", "folder", "data", "empty",
                          "loop", "", too_long };
  for (int i = 0; i < 10; i++) {
    int result = execl(paths[i], "program", (char *)NULL);
    say_result(paths[i] == too_long ? "(a name that is too long)" : paths[i], result);
  }
  say_result("a descriptor with FD_CLOEXEC is open", fcntl(closing, F_GETFD));
  raise(SIGUSR1);
  say("the handler is there: %s", yes(caught == SIGUSR1));
  return 0;
}
