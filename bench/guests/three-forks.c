/* Eight processes: each says who it is, and waits for its children. */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
  fork();
  fork();
  fork();
  printf("%d\n", (int)getpid());
  fflush(stdout);
  while (wait(NULL) > 0) continue;
  return 0;
}
