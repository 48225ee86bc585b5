/* Runs the program that its arguments name, in its place; with `+` first, in a child, for which it waits. */
#include <errno.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "say.h"

static void run(char *argv[])
{
  char *environment[] = {"FROM=run-program", NULL};
  int kept = open("/dev/null", O_RDONLY), dropped = open("/dev/null", O_RDONLY | O_CLOEXEC);
  int pipe_kept[2], pipe_dropped[2];
  pipe(pipe_kept);
  pipe2(pipe_dropped, O_CLOEXEC);
  fcntl(pipe_kept[0], F_SETFD, FD_CLOEXEC);
  say("it keeps #", kept);
  say("and #", pipe_kept[1]);
  execve(argv[0], argv, environment);
  say_whether("ENOEXEC", errno == ENOEXEC);
  say_whether("ENOENT", errno == ENOENT);
  say_whether("EACCES", errno == EACCES);
  say_whether("ELOOP", errno == ELOOP);
  say_whether("what was to be closed is still open", fcntl(dropped, F_GETFD) == FD_CLOEXEC);
  _exit(127);
}

int main(int argc, char *argv[])
{
  int status;
  if (argc < 2) return 2;
  if (strcmp(argv[1], "+") != 0) run(argv + 1);
  if (fork() == 0) run(argv + 2);
  wait(&status);
  if (WIFSIGNALED(status)) say("killed by signal #", WTERMSIG(status));
  else say("exits with #", WEXITSTATUS(status));
  return 0;
}
