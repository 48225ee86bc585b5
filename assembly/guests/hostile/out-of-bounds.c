/* A wild pointer, past the end of memory: SIGSEGV, seen by the parent. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile unsigned long wild = 0xfffffff0;

int main(void)
{
  if (fork() == 0) {
    *(volatile int *)wild = 1;
    _exit(0);
  }
  int status;
  wait(&status);
  printf("the child died of SIGSEGV: %s\n", WIFSIGNALED(status) && WTERMSIG(status) == SIGSEGV ? "yes" : "no");
  return 0;
}
