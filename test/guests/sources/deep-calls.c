/*
 * Recursions without end that make system calls on every level. Each dies of SIGSEGV, wherever the stack ran out; and
 * what the kernel had half done is done or undone: the end of the pipe comes, so no descriptor of the dead is left over.
 */
#include <errno.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "say.h"

#define CHILDREN 8

static volatile int zero;
static int end[2];

static int recurse(int depth)
{
  volatile int mine = depth;
  int fd = dup(end[1]);
  write(fd, "", 0);
  close(fd);
  return recurse(depth + 1) + mine + zero;
}

/* Some frames of another size first, so that each child runs out of stack at another place. */
static int shift(int times, long a, long b, long c)
{
  volatile long kept[3] = {a, b, c};
  if (times == 0) return recurse(0);
  return shift(times - 1, kept[1], kept[2], kept[0]) + (int)kept[0];
}

int main(void)
{
  int killed = 0;
  char byte;
  pipe(end);
  for (int i = 0; i < CHILDREN; i++) {
    pid_t pid = fork();
    if (pid == 0) _exit(shift(i, 1, 2, 3) & 1);
    int status;
    waitpid(pid, &status, 0);
    killed += WIFSIGNALED(status) && WTERMSIG(status) == SIGSEGV;
  }
  say("children that died of SIGSEGV: #", killed);
  close(end[1]);
  say("bytes before the end of the pipe: #", read(end[0], &byte, 1));
  say_whether("nobody is left to wait for", wait(NULL) < 0 && errno == ECHILD);
  return 0;
}
