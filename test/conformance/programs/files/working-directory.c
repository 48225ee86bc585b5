/* chdir, fchdir, getcwd: ENOENT, ENOTDIR, ERANGE; a directory that is open can be gone back to. */
#include "../facts.h"
#include <fcntl.h>
#include <sys/stat.h>

static const char *last_part(void)
{
  static char path[1024];
  if (getcwd(path, sizeof path) == NULL) return error_name(errno);
  return strrchr(path, '/') + 1;
}

int main(void)
{
  char small[2];
  mkdir("one", 0700);
  mkdir("one/two", 0700);
  close(open("file", O_CREAT | O_WRONLY, 0600));
  int start = open(".", O_RDONLY | O_DIRECTORY);
  say_result("chdir to nothing", chdir("missing"));
  say_result("chdir to a file", chdir("file"));
  say_result("chdir", chdir("one/two"));
  say("in %s", last_part());
  say_result("chdir ..", chdir(".."));
  say("in %s", last_part());
  say("getcwd without room: %s", getcwd(small, sizeof small) == NULL ? error_name(errno) : "ok");
  say_result("fchdir", fchdir(start));
  say_result("back: one is here", access("one", F_OK));
  int ends[2];
  pipe(ends);
  say_result("fchdir to a pipe", fchdir(ends[0]));
  return 0;
}
