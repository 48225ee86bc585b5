/* A recursion without end: the stack overflows into nothing, and the parent sees SIGSEGV. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile int zero;

static int recurse(int depth)
{
  volatile int mine = depth;
  return recurse(depth + 1) + mine + zero;
}

int main(void)
{
  if (fork() == 0) {
    zero = recurse(0);
    _exit(0);
  }
  int status;
  wait(&status);
  printf("the child died of SIGSEGV: %s\n", WIFSIGNALED(status) && WTERMSIG(status) == SIGSEGV ? "yes" : "no");
  return 0;
}
