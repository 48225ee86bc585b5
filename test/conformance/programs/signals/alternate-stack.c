/* sigaltstack: errors, SS_DISABLE, and that it cannot be changed from a handler that runs on it. */
#include "../facts.h"

static char stack[1 << 16];

static void handler(int number)
{
  (void)number;
  stack_t other = { .ss_sp = stack, .ss_size = 1 << 15, .ss_flags = 0 }, now;
  say_result("in the handler: sigaltstack", sigaltstack(&other, NULL));
  sigaltstack(NULL, &now);
  say("in the handler: on the stack: %s", yes(now.ss_flags & SS_ONSTACK));
}

int main(void)
{
  stack_t now;
  sigaltstack(NULL, &now);
  say("at first: disabled: %s", yes(now.ss_flags & SS_DISABLE));
  stack_t small = { .ss_sp = stack, .ss_size = 100, .ss_flags = 0 };
  say_result("one that is too small", sigaltstack(&small, NULL));
  stack_t wrong = { .ss_sp = stack, .ss_size = sizeof stack, .ss_flags = 0x4000 };
  say_result("flags that are none", sigaltstack(&wrong, NULL));
  stack_t good = { .ss_sp = stack, .ss_size = sizeof stack, .ss_flags = 0 };
  say_result("a good one", sigaltstack(&good, NULL));
  handle(SIGUSR1, handler, SA_ONSTACK);
  raise(SIGUSR1);
  stack_t off = { .ss_flags = SS_DISABLE };
  say_result("off", sigaltstack(&off, &now));
  say("it was the good one: %s", yes(now.ss_sp == stack && now.ss_size == sizeof stack));
  return 0;
}
