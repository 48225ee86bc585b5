/* fork: file status flags belong to the open file and are shared; descriptor flags are not. */
#include "../facts.h"
#include <fcntl.h>

int main(void)
{
  int ends[2];
  pipe(ends);
  int file = open("file", O_CREAT | O_RDWR, 0600);
  pid_t child = fork();
  if (child == 0) {
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(file, F_SETFL, fcntl(file, F_GETFL) | O_APPEND);
    return 0;
  }
  reap(child);
  say("O_NONBLOCK, set by the child, is seen: %s", yes(fcntl(ends[0], F_GETFL) & O_NONBLOCK));
  char byte;
  say_result("read from the empty pipe", read(ends[0], &byte, 1));
  say("FD_CLOEXEC, set by the child, is seen: %s", yes(fcntl(ends[0], F_GETFD) & FD_CLOEXEC));
  say("O_APPEND, set by the child, is seen: %s", yes(fcntl(file, F_GETFL) & O_APPEND));
  write(file, "abc", 3);
  lseek(file, 0, SEEK_SET);
  write(file, "def", 3);
  say("so a write goes to the end: %d bytes", (int)lseek(file, 0, SEEK_END));
  return 0;
}
