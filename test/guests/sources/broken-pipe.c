/* Writing to a pipe that nobody can read: SIGPIPE, which ends the writer, also when it already sleeps in the write. */
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "say.h"

static char many[70000];

static int end_of(pid_t pid)
{
  int status;
  waitpid(pid, &status, 0);
  return WIFSIGNALED(status) ? WTERMSIG(status) : -1;
}

int main(void)
{
  int fds[2];
  char byte;
  pipe(fds);
  pid_t pid = fork();
  if (pid == 0) {
    close(fds[0]);
    while (write(fds[1], "x", 1) == 1)
      ;
    _exit(0);
  }
  read(fds[0], &byte, 1);
  close(fds[0]);
  say("a write to nobody: killed by signal #", end_of(pid));
  close(fds[1]);

  pipe(fds);
  pid = fork();
  if (pid == 0) {
    close(fds[0]);
    write(fds[1], many, sizeof many);
    _exit(0);
  }
  close(fds[1]);
  read(fds[0], &byte, 1);
  close(fds[0]);
  say("a write whose reader leaves: killed by signal #", end_of(pid));
  return 0;
}
