/* SIGSTOP stops a process, SIGCONT continues it, even where it is blocked or ignored; its handler runs as well. */
#include "../facts.h"

static volatile sig_atomic_t caught;
static void handler(int number) { caught = number; }

static void try(const char *what, int how)
{
  int ends[2];
  pipe(ends);
  pid_t child = fork();
  if (child == 0) {
    close(ends[0]);
    if (how == 1) signal(SIGCONT, SIG_IGN);
    if (how == 2) mask_signal(SIG_BLOCK, SIGCONT);
    if (how == 3) handle(SIGCONT, handler, 0);
    raise(SIGSTOP);
    sigset_t pending;
    sigpending(&pending);
    say("%s: goes on; handled: %s; pending: %s", what, signal_name(caught), yes(sigismember(&pending, SIGCONT)));
    _exit(0);
  }
  close(ends[1]);
  int status;
  waitpid(child, &status, WUNTRACED);
  say_end(what, status);
  kill(child, SIGCONT);
  char byte;
  read(ends[0], &byte, 1);
  close(ends[0]);
  await(what, child);
}

int main(void)
{
  try("by default", 0);
  try("ignored", 1);
  try("blocked", 2);
  try("handled", 3);
  return 0;
}
