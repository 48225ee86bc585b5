/* fork: locks set by fcntl (record locks) are not inherited by the child. */
#include "../facts.h"
#include <fcntl.h>

static int lock(int number, int command, int type, int start, struct flock *wanted)
{
  memset(wanted, 0, sizeof *wanted);
  wanted->l_type = type;
  wanted->l_whence = SEEK_SET;
  wanted->l_start = start;
  wanted->l_len = 10;
  return fcntl(number, command, wanted);
}

int main(void)
{
  int number = open("file", O_CREAT | O_RDWR, 0600);
  struct flock wanted;
  say_result("parent: locks 0 to 9 for writing", lock(number, F_SETLK, F_WRLCK, 0, &wanted));
  pid_t parent = getpid();
  pid_t child = fork();
  if (child == 0) {
    lock(number, F_GETLK, F_RDLCK, 0, &wanted);
    say("child: a lock is in the way: %s", yes(wanted.l_type == F_WRLCK));
    say("child: it is the parent's: %s", yes(wanted.l_pid == parent));
    say("child: from %d, %d bytes", (int)wanted.l_start, (int)wanted.l_len);
    int result = lock(number, F_SETLK, F_WRLCK, 5, &wanted);
    say("child: locking 5 to 14 fails with EACCES or EAGAIN: %s",
        yes(result == -1 && (errno == EACCES || errno == EAGAIN)));
    say_result("child: locking 20 to 29", lock(number, F_SETLK, F_WRLCK, 20, &wanted));
    return 0;
  }
  await("child", child);
  lock(number, F_GETLK, F_WRLCK, 20, &wanted);
  say("parent: the child's lock went with it: %s", yes(wanted.l_type == F_UNLCK));
  return 0;
}
