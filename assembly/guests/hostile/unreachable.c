/* The instruction that must not be reached: SIGILL, seen by the parent. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
  if (fork() == 0) {
    __builtin_trap();
    _exit(0);
  }
  int status;
  wait(&status);
  printf("the child died of SIGILL: %s\n", WIFSIGNALED(status) && WTERMSIG(status) == SIGILL ? "yes" : "no");
  return 0;
}
