/* Two processes, two files: each has locked one and waits for the other. flock finds no deadlocks. */
#include <fcntl.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
  int a = open("/tmp/a", O_CREAT | O_RDWR, 0600), ready[2];
  char c;
  pipe(ready);
  flock(a, LOCK_EX);
  if (fork() == 0) {
    int b = open("/tmp/b", O_CREAT | O_RDWR, 0600), other = open("/tmp/a", O_RDWR);
    flock(b, LOCK_EX);
    write(ready[1], "x", 1);
    flock(other, LOCK_EX);
    return 0;
  }
  read(ready[0], &c, 1);
  flock(open("/tmp/b", O_RDWR), LOCK_EX);
  wait(NULL);
  return 0;
}
