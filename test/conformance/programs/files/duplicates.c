/* dup, dup2, dup3, F_DUPFD: the lowest free descriptor, of the same open file; dup2 closes what was there. */
#include "../facts.h"
#include <fcntl.h>

int main(void)
{
  for (int number = 3; number < 20; number++) close(number);
  int file = open("file", O_CREAT | O_RDWR, 0600);
  int ends[2];
  pipe(ends);
  say("open %d, pipe %d and %d", file, ends[0], ends[1]);
  say("dup: %d", dup(file));
  say("F_DUPFD from 10: %d", fcntl(file, F_DUPFD, 10));
  say("F_DUPFD from 10: %d", fcntl(file, F_DUPFD, 10));
  close(ends[0]);
  say("the lowest free: %d", dup(file));
  write(file, "abc", 3);
  say("one offset: %d", (int)lseek(10, 0, SEEK_CUR));
  say("dup2 over the pipe's last write end: %d", dup2(file, ends[1]));
  say_result("dup of what is not open", dup(99));
  say_result("dup2 of what is not open", dup2(99, 5));
  say_result("and what it would have closed is open", fcntl(5, F_GETFD));
  say_result("dup2 to a negative one", dup2(file, -1));
  say_result("dup3 with flags that are none", dup3(file, 12, 0x40));
  say_result("F_DUPFD from a negative one", fcntl(file, F_DUPFD, -1));
  say_result("close", close(file));
  say("its duplicates stay: %d", (int)lseek(10, 0, SEEK_CUR));
  say_result("close again", close(file));
  return 0;
}
