/* fork: FD_CLOEXEC is copied with the descriptors, and means nothing to fork; after that each has its own. */
#include "../facts.h"
#include <fcntl.h>

int main(void)
{
  int with = open("file", O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  int without = dup(with);
  pid_t child = fork();
  if (child == 0) {
    say("child: with FD_CLOEXEC: %s, without: %s", yes(fcntl(with, F_GETFD) == FD_CLOEXEC),
        yes(fcntl(without, F_GETFD) == 0));
    say("child: it is open and can be written: %s", yes(write(with, "x", 1) == 1));
    fcntl(with, F_SETFD, 0);
    fcntl(without, F_SETFD, FD_CLOEXEC);
    return 0;
  }
  await("child", child);
  say("parent: with FD_CLOEXEC: %s, without: %s", yes(fcntl(with, F_GETFD) == FD_CLOEXEC),
      yes(fcntl(without, F_GETFD) == 0));
  return 0;
}
