/* An integer division by zero is a trap, the trap is a SIGFPE, and only the child dies of it. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile int one = 1, zero;

int main(void)
{
  if (fork() == 0) {
    zero = one / zero;
    _exit(0);
  }
  int status;
  wait(&status);
  printf("the child died of SIGFPE: %s\n", WIFSIGNALED(status) && WTERMSIG(status) == SIGFPE ? "yes" : "no");
  return 0;
}
