/* fcntl F_SETLKW: waits until the lock is free; a handler ends the wait with EINTR; EDEADLK where nobody would go on. */
#include "../facts.h"
#include <fcntl.h>
#include <sys/time.h>

static void tick(int number) { (void)number; }

static int lock(int number, int command, int type, int start)
{
  struct flock wanted = { .l_type = type, .l_whence = SEEK_SET, .l_start = start, .l_len = 1 };
  return fcntl(number, command, &wanted);
}

int main(void)
{
  int number = open("file", O_CREAT | O_RDWR, 0600);
  int ready[2], go[2];
  char byte;
  pipe(ready);
  pipe(go);
  pid_t child = fork();
  if (child == 0) {
    lock(number, F_SETLK, F_WRLCK, 0);
    write(ready[1], "!", 1);
    read(go[0], &byte, 1);
    _exit(0);
  }
  read(ready[0], &byte, 1);
  handle(SIGALRM, tick, 0);
  struct itimerval every = { .it_value = { 0, 10000 }, .it_interval = { 0, 10000 } }, none = { 0 };
  setitimer(ITIMER_REAL, &every, NULL);
  say_result("with a handler: F_SETLKW", lock(number, F_SETLKW, F_WRLCK, 0));
  setitimer(ITIMER_REAL, &none, NULL);
  write(go[1], "!", 1);
  say_result("when the other ends: F_SETLKW", lock(number, F_SETLKW, F_WRLCK, 0));
  await("child", child);

  child = fork();
  if (child == 0) {
    lock(number, F_SETLK, F_WRLCK, 1);
    write(ready[1], "!", 1);
    int result = lock(number, F_SETLKW, F_WRLCK, 0);
    _exit(result == 0 ? 0 : errno == EDEADLK ? 1 : 2);
  }
  read(ready[0], &byte, 1);
  int result = lock(number, F_SETLKW, F_WRLCK, 1), status;
  int told = result == -1 && errno == EDEADLK;
  lock(number, F_SETLK, F_UNLCK, 0);
  waitpid(child, &status, 0);
  say("each waits for the other: one is told EDEADLK, and only one: %s", yes(told + WEXITSTATUS(status) == 1));
  return 0;
}
