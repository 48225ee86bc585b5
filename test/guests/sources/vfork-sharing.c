/* A vfork child runs in its parent's memory, and the parent stands still until it has gone, however it goes. */
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "say.h"

static volatile int counter;

int main(void)
{
  int status;
  volatile int *heap = malloc(sizeof *heap);
  *heap = 0;
  pid_t pid = vfork();
  if (pid == 0) {
    for (int i = 0; i < 100; i++) {
      counter++;
      *heap += 2;
      getppid();
      usleep(10);
    }
    _exit(1);
  }
  say("the child counted to # in the parent's globals", counter);
  say("and to # in its heap", *heap);
  waitpid(pid, &status, 0);
  say("it exits with #", WEXITSTATUS(status));

  pid = vfork();
  if (pid == 0) {
    counter = -1;
    kill(getpid(), SIGKILL);
  }
  say("the next one left # behind", counter);
  waitpid(pid, &status, 0);
  say("when it was killed by signal #", WTERMSIG(status));
  return 0;
}
