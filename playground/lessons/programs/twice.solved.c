/* At the fork, nothing is left in the buffer. */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
  printf("counting: ");
  fflush(stdout);

  if (fork() == 0) {
    printf("one ");
    return 0;
  }

  wait(NULL);
  printf("two\n");
  return 0;
}
