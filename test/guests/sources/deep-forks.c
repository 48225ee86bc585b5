/* A recursion without end that forks on every level: the children end at once, the parent dies of SIGSEGV. */
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "say.h"

static volatile int zero;

static int recurse(int depth)
{
  volatile int mine = depth;
  if (depth % 500 == 0) {
    pid_t pid = fork();
    if (pid == 0) _exit(0);
    waitpid(pid, NULL, 0);
  }
  return recurse(depth + 1) + mine + zero;
}

int main(void)
{
  pid_t pid = fork();
  if (pid == 0) _exit(recurse(1) & 1);
  int status;
  waitpid(pid, &status, 0);
  say_whether("the child died of SIGSEGV", WIFSIGNALED(status) && WTERMSIG(status) == SIGSEGV);
  pid = fork();
  if (pid == 0) _exit(9);
  waitpid(pid, &status, 0);
  say("fork works as before, the next child exits with #", WEXITSTATUS(status));
  return 0;
}
