/* lockf: F_LOCK, F_TLOCK, F_TEST and F_ULOCK from the current offset on. */
#include "../facts.h"
#include <fcntl.h>

int main(void)
{
  int number = open("file", O_CREAT | O_RDWR, 0600);
  lseek(number, 10, SEEK_SET);
  say_result("F_LOCK 10 to 14", lockf(number, F_LOCK, 5));
  say_result("F_TEST by its owner", lockf(number, F_TEST, 5));
  pid_t child = fork();
  if (child == 0) {
    int own = open("file", O_RDWR);
    lseek(own, 8, SEEK_SET);
    say_result("child: F_TEST 8 and 9", lockf(own, F_TEST, 2));
    int result = lockf(own, F_TEST, 3);
    say("child: F_TEST 8 to 10 is EACCES or EAGAIN: %s", yes(result == -1 && (errno == EACCES || errno == EAGAIN)));
    result = lockf(own, F_TLOCK, 0);
    say("child: F_TLOCK to the end is EACCES or EAGAIN: %s", yes(result == -1 && (errno == EACCES || errno == EAGAIN)));
    lseek(own, 15, SEEK_SET);
    say_result("child: F_TLOCK from 15 on", lockf(own, F_TLOCK, 0));
    say_result("child: F_ULOCK", lockf(own, F_ULOCK, 0));
    return 0;
  }
  await("child", child);
  say_result("F_ULOCK", lockf(number, F_ULOCK, 5));
  say_result("a command that is none", lockf(number, 12345, 5));
  int reader = open("file", O_RDONLY);
  say_result("by a descriptor that reads", lockf(reader, F_TLOCK, 5));
  return 0;
}
