/* abort is a signal as well: SIGABRT, seen by the parent. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
  if (fork() == 0) {
    abort();
    _exit(0);
  }
  int status;
  wait(&status);
  printf("the child died of SIGABRT: %s\n", WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT ? "yes" : "no");
  return 0;
}
