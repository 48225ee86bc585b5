/* One printf before the fork. How often is it printed? */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
  printf("counting: ");

  if (fork() == 0) {
    printf("one ");
    return 0;
  }

  wait(NULL);
  printf("two\n");
  return 0;
}
