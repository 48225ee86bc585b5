/* signals to a stopped process wait until it is continued; SIGKILL does not. */
#include "../facts.h"

static volatile sig_atomic_t caught;
static void handler(int number) { caught = number; }

int main(void)
{
  int ends[2];
  pipe(ends);
  pid_t child = fork();
  if (child == 0) {
    handle(SIGUSR1, handler, 0);
    raise(SIGSTOP);
    say("child: handled %s before it went on", signal_name(caught));
    for (;;) pause();
  }
  int status;
  waitpid(child, &status, WUNTRACED);
  kill(child, SIGUSR1);
  kill(child, SIGTERM);
  kill(child, SIGSTOP);
  say("it is stopped, and has not ended: %d", (int)waitpid(child, &status, WNOHANG));
  kill(child, SIGCONT);
  waitpid(child, &status, 0);
  say_end("continued, it", status);
  child = fork();
  if (child == 0) {
    raise(SIGSTOP);
    _exit(0);
  }
  waitpid(child, &status, WUNTRACED);
  kill(child, SIGKILL);
  await("another", child);
  return 0;
}
