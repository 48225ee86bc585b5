/* vfork: the child runs in the parent's memory until it leaves; but descriptors and directory are its own. */
#include "../facts.h"
#include <fcntl.h>
#include <sys/stat.h>

static volatile int written = 1;

int main(void)
{
  mkdir("folder", 0700);
  int file = open("file", O_CREAT | O_RDWR, 0600);
  pid_t parent = getpid();
  pid_t child = vfork();
  if (child == 0) {
    written = getpid() != parent && getppid() == parent ? 2 : 3;
    close(file);
    chdir("folder");
    _exit(5);
  }
  say("parent: what the child wrote: %d", written);
  say_result("parent: the descriptor that the child closed", fcntl(file, F_GETFD));
  say_result("parent: still where it was", access("folder", F_OK));
  await("child", child);
  return 0;
}
