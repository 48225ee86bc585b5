/* write: to a pipe that nobody can read from any more: SIGPIPE, and EPIPE for who lives on. */
#include "../facts.h"

static volatile sig_atomic_t caught;
static void handler(int number) { caught = number; }

int main(void)
{
  int ends[2];
  pipe(ends);
  close(ends[0]);
  pid_t child = fork();
  if (child == 0) {
    write(ends[1], "x", 1);
    say("never said");
    _exit(0);
  }
  await("by default", child);
  signal(SIGPIPE, SIG_IGN);
  say_result("ignored", write(ends[1], "x", 1));
  handle(SIGPIPE, handler, 0);
  int result = write(ends[1], "x", 1);
  say_result("handled", result);
  say("the handler saw %s", signal_name(caught));
  caught = 0;
  mask_signal(SIG_BLOCK, SIGPIPE);
  say_result("blocked", write(ends[1], "x", 1));
  sigset_t pending;
  sigpending(&pending);
  say("it is pending: %s", yes(sigismember(&pending, SIGPIPE)));
  mask_signal(SIG_UNBLOCK, SIGPIPE);
  say("then the handler saw %s", signal_name(caught));
  say_result("nothing written needs no reader", write(ends[1], "", 0));
  return 0;
}
