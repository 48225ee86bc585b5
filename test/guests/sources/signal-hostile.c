/* What a program may try, one for each argument. Only its own end is allowed. */
#include <setjmp.h>

#include "signals.h"

static int depth;

static void for_ever(int signal)
{
  depth++;
  send(signal);
  note('x'); /* no tail call */
}

static void recurse(void)
{
  install(SIGUSR1, for_ever, SA_NODEFER);
  send(SIGUSR1);
}

static void fork_again(int signal)
{
  if (fork() >= 0) send(signal);
  else note('e');
}

static void bomb(void)
{
  install(SIGUSR1, fork_again, SA_NODEFER);
  send(SIGUSR1);
  while (wait(NULL) > 0) ;
  if (noted) say("no more", 0);
}

static void count(int signal)
{
  (void)signal;
  depth++;
}

static void flood(void)
{
  mask(SIG_BLOCK, SIGRTMIN);
  mask(SIG_BLOCK, SIGUSR1);
  int sent = 0;
  while (sent < 20000 && sigqueue(getpid(), SIGRTMIN, (union sigval){.sival_int = sent}) == 0) sent++;
  say("queued: #", sent);
  say_answer("one more", sigqueue(getpid(), SIGRTMIN, (union sigval){0}));
  say_answer("by kill", kill(getpid(), SIGRTMIN));
  say_answer("another", kill(getpid(), SIGUSR1));
  install(SIGRTMIN, count, 0);
  mask(SIG_UNBLOCK, SIGRTMIN);
  say("handled: #", depth);
}

static jmp_buf back;

static void garbage(void)
{
  memset(&back, 0x55, sizeof back);
  longjmp(back, 1);
}

static void never_set(void) { longjmp(back, 1); }

/* The number that a child's setjmp has got is nothing to its parent. */
static void of_another(void)
{
  int fds[2];
  pipe(fds);
  if (fork() == 0) {
    if (setjmp(back) == 0) write(fds[1], &back, sizeof back);
    _exit(0);
  }
  read(fds[0], &back, sizeof back);
  wait(NULL);
  longjmp(back, 1);
}

/* More stacks than are kept. */
static void too_many(void)
{
  static jmp_buf all[3000];
  volatile int i;
  for (i = 0; i < 3000; i++)
    if (setjmp(all[i]) != 0) {
      say("there again: #", i);
      longjmp(all[0], 1);
    }
  longjmp(all[2500], 1);
}

/* A handler that is no function, or one of another type. */
static void no_function(void)
{
  install(SIGUSR1, (void (*)(int))0x7000000, 0);
  send(SIGUSR1);
}

static void another_type(void)
{
  install(SIGUSR1, (void (*)(int))strcpy, 0);
  send(SIGUSR1);
}

/* An alternate stack that is nowhere. */
static void no_stack(void)
{
  sigaltstack(&(stack_t){.ss_sp = (char *)0xf0000000, .ss_size = 8192}, NULL);
  install(SIGUSR1, count, SA_ONSTACK);
  send(SIGUSR1);
}

/* Back out of a handler, with a mask of one's own making. */
static void block_all(void)
{
  __prong_signal_return(~0ULL);
  send(SIGTERM);
  say("SIGTERM is blocked", 0);
  send(SIGKILL);
}

static void (*const bodies[])(void) = {recurse, bomb, flood, garbage, never_set, of_another, too_many, no_function,
                                       another_type, no_stack, block_all};

int main(int argc, char **argv)
{
  bodies[atoi(argv[1])]();
  return 0;
}
