/* fork gives the child memory of its own. */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
  volatile int number = 1;
  pid_t pid = fork();

  if (pid == 0) {
    number = 2;
    _exit(0);
  }

  printf("number is %d\n", number);
  waitpid(pid, NULL, 0);
  return 0;
}
