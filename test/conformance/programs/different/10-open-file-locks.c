/* fcntl: locks of an open file description (F_OFD_SETLK) belong to the open file: a forked child shares them. */
#include "../facts.h"
#include <fcntl.h>

static int lock(int number, int type)
{
  struct flock wanted = { .l_type = type, .l_whence = SEEK_SET };
  return fcntl(number, F_OFD_SETLK, &wanted);
}

int main(void)
{
  int number = open("file", O_CREAT | O_RDWR, 0600);
  int other = open("file", O_RDWR);
  say_result("lock", lock(number, F_WRLCK));
  say_result("by another open of the same process", lock(other, F_WRLCK));
  pid_t child = fork();
  if (child == 0) {
    say_result("child: by the inherited descriptor", lock(number, F_WRLCK));
    say_result("child: by the other open", lock(other, F_WRLCK));
    close(number);
    return 0;
  }
  await("child", child);
  say_result("after the child closed it and ended, by the other open", lock(other, F_WRLCK));
  close(dup(number));
  say_result("after a duplicate was closed, by the other open", lock(other, F_WRLCK));
  child = fork();
  if (child == 0) {
    say_result("child: unlocks for all", lock(number, F_UNLCK));
    return 0;
  }
  await("child", child);
  say_result("then, by the other open", lock(other, F_WRLCK));
  return 0;
}
