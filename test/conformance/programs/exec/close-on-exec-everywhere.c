/* exec: FD_CLOEXEC comes from O_CLOEXEC, F_DUPFD_CLOEXEC, dup3 and pipe2, and dup2 clears it. */
#include "../facts.h"
#include <fcntl.h>

int main(int argc, char *argv[])
{
  if (argc > 1) {
    for (int number = 10; number < 17; number++)
      say("%d: %s", number, fcntl(number, F_GETFD) == -1 ? error_name(errno) : "open");
    return 0;
  }
  int ends[2];
  int file = open("file", O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  fcntl(file, F_DUPFD_CLOEXEC, 10);
  fcntl(file, F_DUPFD, 11);
  dup3(file, 12, O_CLOEXEC);
  dup3(file, 13, 0);
  dup2(file, 14);
  fcntl(14, F_SETFD, FD_CLOEXEC);
  dup2(file, 14);
  pipe2(ends, O_CLOEXEC);
  dup2(ends[0], 15);
  dup2(ends[1], 16);
  fcntl(16, F_SETFD, FD_CLOEXEC);
  say("pipe2 sets both: %s", yes(fcntl(ends[0], F_GETFD) == FD_CLOEXEC && fcntl(ends[1], F_GETFD) == FD_CLOEXEC));
  say_result("dup3 to itself", dup3(file, file, 0));
  say("dup2 to itself leaves the flag: %s", yes(dup2(file, file) == file && fcntl(file, F_GETFD) == FD_CLOEXEC));
  execl(argv[0], argv[0], "again", (char *)NULL);
  return 1;
}
