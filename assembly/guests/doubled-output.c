/*
 * stdio keeps what it has not written yet in memory, and fork copies memory. So what is printed once before the fork comes
 * out twice: each process writes its own copy when it exits. The remedy is fflush before the fork, or _exit in the child.
 */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
  printf("[printed once]");
  if (fork() == 0) return 0;
  wait(NULL);
  printf("\n");

  printf("[flushed before the fork]");
  fflush(stdout);
  if (fork() == 0) return 0;
  wait(NULL);
  printf("\n");

  printf("[left behind by _exit]");
  if (fork() == 0) _exit(0);
  wait(NULL);
  printf("\n");
  return 0;
}
