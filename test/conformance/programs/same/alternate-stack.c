/* fork, sigaltstack: the child inherits the alternate signal stack. */
#include "../facts.h"

static char stack[1 << 16];

static void handler(int number)
{
  char here = 0;
  stack_t now;
  sigaltstack(NULL, &now);
  say("%s: handled on the alternate stack: %s, and sigaltstack says so: %s", signal_name(number),
      yes(&here >= stack && &here < stack + sizeof stack), yes(now.ss_flags & SS_ONSTACK));
}

int main(void)
{
  stack_t wanted = { .ss_sp = stack, .ss_size = sizeof stack, .ss_flags = 0 };
  say_result("sigaltstack", sigaltstack(&wanted, NULL));
  handle(SIGUSR1, handler, SA_ONSTACK);
  handle(SIGUSR2, handler, 0);
  pid_t child = fork();
  if (child == 0) {
    stack_t now;
    sigaltstack(NULL, &now);
    say("child: the same stack: %s", yes(now.ss_sp == stack && now.ss_size == sizeof stack && now.ss_flags == 0));
    raise(SIGUSR1);
    raise(SIGUSR2);
    return 0;
  }
  await("child", child);
  return 0;
}
