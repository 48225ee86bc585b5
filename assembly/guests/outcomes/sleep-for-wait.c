/* `sleep` where `wait` should be: after a second the child will surely have answered. It has, unless it is a slow second. */
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

int main(void)
{
  volatile int *answer = mmap(NULL, sizeof *answer, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (fork() == 0) {
    *answer = 42;
    _exit(0);
  }
  sleep(1);
  printf("%d\n", *answer);
  return 0;
}
