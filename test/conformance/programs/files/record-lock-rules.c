/* fcntl: readers share, writers exclude; ranges split and join; a lock needs its way of access (EBADF), a whence (EINVAL). */
#include "../facts.h"
#include <fcntl.h>

static int lock(int number, int type, int start, int length)
{
  struct flock wanted = { .l_type = type, .l_whence = SEEK_SET, .l_start = start, .l_len = length };
  return fcntl(number, F_SETLK, &wanted);
}

/* What a child may lock to write, byte by byte of the first ten. */
static void look(int number, const char *when)
{
  pid_t child = fork();
  if (child == 0) {
    char map[11] = "";
    for (int i = 0; i < 10; i++) {
      struct flock wanted = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = i, .l_len = 1 };
      fcntl(number, F_GETLK, &wanted);
      map[i] = wanted.l_type == F_UNLCK ? '.' : wanted.l_type == F_RDLCK ? 'r' : 'w';
    }
    say("%s: %s", when, map);
    _exit(0);
  }
  reap(child);
}

int main(void)
{
  int number = open("file", O_CREAT | O_RDWR, 0600);
  lock(number, F_WRLCK, 0, 10);
  look(number, "write 0 to 9");
  lock(number, F_UNLCK, 3, 2);
  look(number, "unlock 3 and 4");
  lock(number, F_RDLCK, 4, 3);
  look(number, "read 4 to 6");
  lock(number, F_WRLCK, 0, 0);
  look(number, "write all");
  lock(number, F_UNLCK, 5, 0);
  look(number, "unlock from 5 on");
  lock(number, F_UNLCK, 0, 0);
  lock(number, F_RDLCK, 0, 5);
  pid_t child = fork();
  if (child == 0) {
    say_result("child: reads along", lock(number, F_RDLCK, 2, 5));
    say("child: does not write along: %s", yes(lock(number, F_WRLCK, 2, 1) == -1));
    struct flock wanted = { .l_type = F_RDLCK, .l_whence = SEEK_SET };
    fcntl(number, F_GETLK, &wanted);
    say("child: nothing hinders a reader: %s", yes(wanted.l_type == F_UNLCK));
    return 0;
  }
  await("child", child);
  int reader = open("file", O_RDONLY), writer = open("file", O_WRONLY);
  say_result("to write by a descriptor that reads", lock(reader, F_WRLCK, 0, 1));
  say_result("to read by one that writes", lock(writer, F_RDLCK, 0, 1));
  struct flock wanted = { .l_type = F_WRLCK, .l_whence = 77 };
  say_result("a whence that is none", fcntl(number, F_SETLK, &wanted));
  wanted.l_whence = SEEK_SET;
  wanted.l_start = -1;
  say_result("before the beginning", fcntl(number, F_SETLK, &wanted));
  wanted.l_start = 0;
  wanted.l_type = 77;
  say_result("a type that is none", fcntl(number, F_SETLK, &wanted));
  return 0;
}
