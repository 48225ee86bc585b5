/* exec: signals with a handler get their default action, ignored ones stay ignored; the alternate stack is gone. */
#include "../facts.h"

static char stack[1 << 15];

static void handler(int number) { (void)number; }

static const char *disposition(int number)
{
  struct sigaction action;
  sigaction(number, NULL, &action);
  return action.sa_handler == SIG_DFL ? "default" : action.sa_handler == SIG_IGN ? "ignored" : "handled";
}

int main(int argc, char *argv[])
{
  if (argc > 1) {
    say("SIGUSR1 %s, SIGUSR2 %s, SIGTERM %s", disposition(SIGUSR1), disposition(SIGUSR2), disposition(SIGTERM));
    stack_t now;
    sigaltstack(NULL, &now);
    say("the alternate stack is disabled: %s", yes(now.ss_flags & SS_DISABLE));
    raise(SIGUSR2);
    say("SIGUSR2 was ignored");
    raise(SIGUSR1);
    say("never said");
    return 0;
  }
  pid_t child = fork();
  if (child == 0) {
    stack_t wanted = { .ss_sp = stack, .ss_size = sizeof stack, .ss_flags = 0 };
    sigaltstack(&wanted, NULL);
    handle(SIGUSR1, handler, SA_ONSTACK | SA_RESTART);
    signal(SIGUSR2, SIG_IGN);
    say("before: SIGUSR1 %s, SIGUSR2 %s, SIGTERM %s", disposition(SIGUSR1), disposition(SIGUSR2), disposition(SIGTERM));
    execl(argv[0], argv[0], "again", (char *)NULL);
    _exit(127);
  }
  await("child", child);
  return 0;
}
