/* fork: the child begins in the parent's working directory; after that each has its own. */
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
  mkdir("one", 0700);
  mkdir("one/two", 0700);
  chdir("one");
  pid_t child = fork();
  if (child == 0) {
    say("child: in \"%s\"", last_part());
    say_result("child: chdir", chdir("two"));
    say("child: in \"%s\"", last_part());
    close(open("made-by-the-child", O_CREAT | O_WRONLY, 0600));
    return 0;
  }
  await("child", child);
  say("parent: in \"%s\"", last_part());
  say_result("parent: the child's file here", access("made-by-the-child", F_OK));
  say_result("parent: and there", access("two/made-by-the-child", F_OK));
  return 0;
}
