/* fork: the child inherits the file mode creation mask; after that each has its own. */
#include "../facts.h"
#include <fcntl.h>
#include <sys/stat.h>

static int mode_of_new(const char *name)
{
  struct stat status;
  close(open(name, O_CREAT | O_WRONLY, 0666));
  stat(name, &status);
  return status.st_mode & 0777;
}

int main(void)
{
  umask(027);
  pid_t child = fork();
  if (child == 0) {
    say("child: a new file is %03o", mode_of_new("a"));
    say("child: the mask was %03o", (int)umask(077));
    say("child: then a new file is %03o", mode_of_new("b"));
    return 0;
  }
  await("child", child);
  say("parent: a new file is %03o", mode_of_new("c"));
  say("parent: the mask is %03o", (int)umask(0));
  return 0;
}
