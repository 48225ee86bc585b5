/* flock (BSD, Linux): such a lock belongs to the open file: a forked child shares it and may drop it for both. */
#include "../facts.h"
#include <fcntl.h>
#include <sys/file.h>

int main(void)
{
  int number = open("file", O_CREAT | O_RDWR, 0600);
  int other = open("file", O_RDWR);
  say_result("exclusive", flock(number, LOCK_EX | LOCK_NB));
  say_result("again by another open", flock(other, LOCK_EX | LOCK_NB));
  pid_t child = fork();
  if (child == 0) {
    say_result("child: again by the inherited descriptor", flock(number, LOCK_EX | LOCK_NB));
    say_result("child: by the other open", flock(other, LOCK_SH | LOCK_NB));
    return 0;
  }
  await("child", child);
  say_result("the child ended: by the other open", flock(other, LOCK_SH | LOCK_NB));
  child = fork();
  if (child == 0) {
    say_result("child: unlock", flock(number, LOCK_UN));
    return 0;
  }
  await("child", child);
  say_result("then by the other open, shared", flock(other, LOCK_SH | LOCK_NB));
  say_result("and shared by the first, too", flock(number, LOCK_SH | LOCK_NB));
  say_result("but not exclusive", flock(number, LOCK_EX | LOCK_NB));
  return 0;
}
