/* fork: descriptors with FD_CLOFORK are closed in the child. POSIX.1-2024 */
#include "../facts.h"
#include <fcntl.h>

int main(void)
{
  int file = open("file", O_CREAT | O_RDWR | O_CLOFORK, 0600);
  int plain = dup(file);
  int asked = fcntl(plain, F_DUPFD_CLOFORK, 10);
  int ends[2];
  pipe2(ends, O_CLOFORK);
  fcntl(1, F_SETFD, 0);
  say("open with O_CLOFORK sets it: %s", yes(fcntl(file, F_GETFD) == FD_CLOFORK));
  say("dup does not: %s", yes(fcntl(plain, F_GETFD) == 0));
  say("F_DUPFD_CLOFORK does: %s", yes(fcntl(asked, F_GETFD) == FD_CLOFORK));
  say("pipe2 with O_CLOFORK does: %s", yes(fcntl(ends[0], F_GETFD) == FD_CLOFORK && fcntl(ends[1], F_GETFD) == FD_CLOFORK));
  pid_t child = fork();
  if (child == 0) {
    say_result("child: the file", fcntl(file, F_GETFD));
    say_result("child: its duplicate", fcntl(plain, F_GETFD));
    say_result("child: the one of F_DUPFD_CLOFORK", fcntl(asked, F_GETFD));
    say_result("child: the pipe", fcntl(ends[0], F_GETFD));
    return 0;
  }
  await("child", child);
  say_result("parent: the file", fcntl(file, F_GETFD));
  say("both flags may be set: %s", yes(fcntl(file, F_SETFD, FD_CLOFORK | FD_CLOEXEC) == 0));
  say("and both are read: %s", yes(fcntl(file, F_GETFD) == (FD_CLOFORK | FD_CLOEXEC)));
  return 0;
}
