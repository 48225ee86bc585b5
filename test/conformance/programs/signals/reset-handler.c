/* SA_RESETHAND: the disposition is the default again when the handler is entered. */
#include "../facts.h"

static const char *disposition(void)
{
  struct sigaction action;
  sigaction(SIGUSR1, NULL, &action);
  return action.sa_handler == SIG_DFL ? "default" : "handled";
}

static void handler(int number) { say("in the handler of %s: %s", signal_name(number), disposition()); }

int main(void)
{
  pid_t child = fork();
  if (child == 0) {
    handle(SIGUSR1, handler, SA_RESETHAND);
    say("before: %s", disposition());
    raise(SIGUSR1);
    say("after: %s", disposition());
    raise(SIGUSR1);
    say("never said");
  }
  await("child", child);
  return 0;
}
