/* a handler may wait: for children, one for each that ended, though their signals came as one. */
#include "../facts.h"

static volatile sig_atomic_t reaped, codes;

static void handler(int number)
{
  (void)number;
  int status, error = errno;
  while (waitpid(-1, &status, WNOHANG) > 0) reaped++, codes += WEXITSTATUS(status);
  errno = error;
}

static void blocks(int number)
{
  (void)number;
  int ends[2];
  char byte = 0;
  pipe(ends);
  pid_t child = fork();
  if (child == 0) {
    write(ends[1], "b", 1);
    _exit(0);
  }
  read(ends[0], &byte, 1);
  reap(child);
  say("in a handler: read '%c' from a child made there", byte);
}

int main(void)
{
  handle(SIGUSR1, blocks, 0);
  raise(SIGUSR1);
  handle(SIGCHLD, handler, SA_RESTART);
  sigset_t set, before;
  sigemptyset(&set);
  sigaddset(&set, SIGCHLD);
  sigprocmask(SIG_BLOCK, &set, &before);
  for (int i = 1; i <= 5; i++)
    if (fork() == 0) _exit(i);
  while (reaped < 5) sigsuspend(&before);
  say("reaped %d, their codes together %d", (int)reaped, (int)codes);
  say_result("none is left", wait(NULL));
  return 0;
}
