/* close: all locks that a process has on a file go when it closes any descriptor of that file. */
#include "../facts.h"
#include <fcntl.h>

static void ask(int number, const char *when)
{
  pid_t child = fork();
  if (child == 0) {
    struct flock wanted = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
    fcntl(number, F_GETLK, &wanted);
    say("%s: another process finds it %s", when, wanted.l_type == F_UNLCK ? "free" : "locked");
    _exit(0);
  }
  reap(child);
}

int main(void)
{
  int number = open("file", O_CREAT | O_RDWR, 0600);
  struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
  say_result("lock", fcntl(number, F_SETLK, &whole));
  ask(number, "locked");
  close(dup(number));
  ask(number, "a duplicate closed");
  say_result("lock again", fcntl(number, F_SETLK, &whole));
  ask(number, "locked again");
  close(open("file", O_RDONLY));
  ask(number, "another open of the file closed");
  say_result("lock again", fcntl(number, F_SETLK, &whole));
  pid_t child = fork();
  if (child == 0) {
    close(number);
    _exit(0);
  }
  reap(child);
  ask(number, "a child closed its copy");
  return 0;
}
