/*
 * Recursions without end that make system calls on every level. Each dies of SIGSEGV, wherever the stack ran out; and
 * what the kernel had half done is done or undone: the end of the pipe comes, so no descriptor of the dead is left over.
 */
#include <errno.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "say.h"

static volatile int zero;

static int recurse(int depth)
{
  volatile int mine = depth;
  int fds[2];
  if (pipe(fds) == 0) {
    write(fds[1], "x", 1);
    close(fds[0]);
    close(dup(fds[1]));
    close(fds[1]);
  }
  return recurse(depth + 1) + mine + zero;
}

int main(void)
{
  int end[2];
  char byte;
  pipe(end);
  for (int i = 0; i < 2; i++) {
    pid_t pid = fork();
    if (pid == 0) _exit(recurse(0) & 1);
    int status;
    waitpid(pid, &status, 0);
    say_whether("the child died of SIGSEGV", WIFSIGNALED(status) && WTERMSIG(status) == SIGSEGV);
  }
  close(end[1]);
  say("bytes before the end of the pipe: #", read(end[0], &byte, 1));
  say_whether("nobody is left to wait for", wait(NULL) < 0 && errno == ECHILD);
  return 0;
}
