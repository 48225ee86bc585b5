/* system: runs a command of the shell and waits; SIGINT and SIGQUIT are ignored and SIGCHLD is blocked meanwhile. */
#include "../facts.h"

static volatile sig_atomic_t caught;
static void handler(int number)
{
  (void)number;
  caught++;
}

/* If SIGCHLD were not blocked, this would take away what system waits for. */
static void thief(int number)
{
  (void)number;
  while (waitpid(-1, NULL, WNOHANG) > 0) continue;
}

int main(void)
{
  say("there is a shell: %s", yes(system(NULL) != 0));
  say_end("exit 3", system("exit 3"));
  say_end("echo", system("echo said by the shell"));
  say_end("true", system("true"));
  say_end("false", system("false"));
  say_end("kill", system("kill -TERM $$"));
  say_end("a command that is missing", system("no-such-command-anywhere 2>&-"));
  handle(SIGINT, handler, 0);
  handle(SIGQUIT, handler, 0);
  handle(SIGCHLD, thief, 0);
  say_end("signals to the caller", system("kill -INT $PPID; kill -QUIT $PPID; exit 4"));
  say("handled: %d", (int)caught);
  raise(SIGINT);
  raise(SIGQUIT);
  say("afterwards: %d", (int)caught);
  return 0;
}
