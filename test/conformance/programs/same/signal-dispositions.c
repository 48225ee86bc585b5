/* fork: the child inherits what its parent does with each signal; after that each has its own. */
#include "../facts.h"

static volatile sig_atomic_t caught;

static void handler(int number) { caught = number; }

static const char *disposition(int number)
{
  struct sigaction action;
  sigaction(number, NULL, &action);
  if (action.sa_handler == SIG_DFL) return "default";
  if (action.sa_handler == SIG_IGN) return "ignored";
  return action.sa_handler == handler ? "handled" : "something else";
}

static void look(const char *who)
{
  say("%s: SIGUSR1 %s, SIGUSR2 %s, SIGTERM %s", who, disposition(SIGUSR1), disposition(SIGUSR2), disposition(SIGTERM));
}

int main(void)
{
  handle(SIGUSR1, handler, 0);
  signal(SIGUSR2, SIG_IGN);
  pid_t child = fork();
  if (child == 0) {
    look("child");
    kill(getpid(), SIGUSR2);
    kill(getpid(), SIGUSR1);
    say("child: handled %s", signal_name(caught));
    signal(SIGUSR1, SIG_DFL);
    handle(SIGTERM, handler, 0);
    look("child, changed");
    return 0;
  }
  await("child", child);
  look("parent");
  child = fork();
  if (child == 0) {
    kill(getpid(), SIGTERM);
    return 0;
  }
  await("a child that keeps the default", child);
  return 0;
}
