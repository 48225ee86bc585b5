/* open, mkdir, chmod, fchmod, umask: modes as they were asked for, without the bits of the mask; chmod knows no mask. */
#include "../facts.h"
#include <fcntl.h>
#include <sys/stat.h>

static int mode_of(const char *path)
{
  struct stat status;
  return stat(path, &status) == -1 ? -1 : (int)(status.st_mode & 07777);
}

int main(void)
{
  umask(022);
  int file = open("file", O_CREAT | O_WRONLY, 0777);
  mkdir("folder", 0777);
  mkfifo("fifo", 0666);
  say("file %04o, folder %04o, fifo %04o", mode_of("file"), mode_of("folder"), mode_of("fifo"));
  say_result("chmod", chmod("file", 0666));
  say("chmod knows no mask: %04o", mode_of("file"));
  say_result("fchmod", fchmod(file, 0640));
  say("fchmod: %04o", mode_of("file"));
  say_result("chmod of nothing", chmod("missing", 0600));
  umask(0777);
  close(open("closed", O_CREAT | O_WRONLY, 0666));
  say("a mask of all: %04o", mode_of("closed"));
  say("umask answers the old one: %04o", (int)umask(0));
  open("file", O_CREAT | O_WRONLY, 0777);
  say("a file that was there keeps its mode: %04o", mode_of("file"));
  struct stat status;
  stat("file", &status);
  say("its owner is who made it: %s", yes(status.st_uid == geteuid()));
  return 0;
}
