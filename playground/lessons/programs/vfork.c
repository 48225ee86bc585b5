/* vfork: whose number does the child change? */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
  volatile int number = 1;
  pid_t pid = vfork();

  if (pid == 0) {
    number = 2; /* not allowed here */
    _exit(0);
  }

  printf("number is %d\n", number);
  waitpid(pid, NULL, 0);
  return 0;
}
