/* setjmp and longjmp: from deep down, again and again, with masks, out of handlers, in children. */
#include <setjmp.h>

#include "signals.h"

static jmp_buf back, other;
static sigjmp_buf signalled;

static void dive(int depth, int value)
{
  volatile char room[100];
  room[depth % 100] = (char)value;
  if (depth > 0) dive(depth - 1, value);
  else longjmp(back, value);
  note(room[depth % 100]); /* so that it is no tail call */
}

static void values(void)
{
  static const int given[] = {1, -1, 0, 7, 2147483647};
  for (volatile int i = 0; i < 5; i++) {
    int got = setjmp(back);
    if (got == 0) longjmp(back, given[i]);
    say("setjmp answers #", got);
  }
}

static void deep(void)
{
  volatile int times = 0;
  int got = setjmp(back);
  if (times++ < 3) dive(500 * times, times);
  say("up again with #", got);
  tell("functions that have returned");
}

/* Variables that are volatile keep their last value. */
static void variables(void)
{
  volatile int kept = 1, others[4] = {0};
  static int shared = 1;
  if (setjmp(back) == 0) {
    kept = 2;
    others[3] = 3;
    shared = 4;
    longjmp(back, 1);
  }
  say("volatile: #", kept);
  say("in memory: #", others[3] + shared);
}

static void loops(void)
{
  volatile int caught = 0;
  for (volatile int i = 0; i < 300; i++) {
    if (setjmp(back) == 0) {
      if (i % 3 == 0) longjmp(back, 1);
    } else caught++;
  }
  say("jumps: #", caught);
}

/* Two at once, one within the other, as exceptions are made of. */
static void inner(void)
{
  jmp_buf mine;
  if (setjmp(mine) == 0) {
    note('a');
    longjmp(mine, 1);
  }
  note('b');
  longjmp(other, 1);
}

static void nested(void)
{
  if (setjmp(other) == 0) {
    note('1');
    inner();
    note('!');
  }
  note('2');
  tell("nested");
}

static void choose(void)
{
  switch (setjmp(back)) {
  case 0: note('0'); longjmp(back, 1);
  case 1: note('1'); longjmp(back, 2);
  case 2: note('2'); longjmp(back, 3);
  default: note('d');
  }
  while (!setjmp(back)) longjmp(back, 1);
  if (setjmp(back) != 5) longjmp(back, 5);
  if (!(setjmp(back) == 1)) longjmp(back, 1);
  tell("where setjmp may stand");
}

static void copied(void)
{
  jmp_buf copy;
  volatile int times = 0;
  setjmp(back);
  memcpy(&copy, &back, sizeof copy);
  if (times++ < 3) longjmp(copy, 1);
  say("through a copy: #", times);
}

static void with_masks(int keeps)
{
  sigset_t now;
  mask(SIG_BLOCK, SIGUSR1);
  if (sigsetjmp(signalled, keeps) == 0) {
    mask(SIG_SETMASK, SIGUSR2);
    siglongjmp(signalled, 1);
  }
  sigprocmask(SIG_BLOCK, NULL, &now);
  note(sigismember(&now, SIGUSR1) ? '1' : '-');
  note(sigismember(&now, SIGUSR2) ? '2' : '-');
  mask(SIG_SETMASK, 0);
}

static void masks(void)
{
  with_masks(1);
  tell("sigsetjmp with the mask");
  with_masks(0);
  tell("and without");
}

static void jump_out(int signal)
{
  note('0' + signal % 10);
  siglongjmp(signalled, signal);
}

/* Out of a call that sleeps, too. */
static void handlers(void)
{
  int fds[2];
  char byte;
  pipe(fds);
  install(SIGUSR1, jump_out, SA_RESTART);
  install(SIGALRM, jump_out, SA_RESTART);
  for (volatile int i = 0; i < 5; i++)
    if (sigsetjmp(signalled, 1) == 0) send(SIGUSR1);
  tell("out of a handler, five times");
  if (sigsetjmp(signalled, 1) == 0) {
    alarm(1);
    read(fds[0], &byte, 1);
  }
  tell("out of a read");
  if (sigsetjmp(signalled, 1) == 0) {
    alarm(1);
    for (;;) pause();
  }
  tell("out of a pause");
  write(fds[1], "x", 1);
  say("what comes then is read: #", read(fds[0], &byte, 1));
}

static char stack[65536];

static void off_the_other_stack(void)
{
  stack_t now;
  sigaltstack(&(stack_t){.ss_sp = stack, .ss_size = sizeof stack}, NULL);
  install(SIGUSR1, jump_out, SA_ONSTACK);
  for (volatile int i = 0; i < 5; i++)
    if (sigsetjmp(signalled, 1) == 0) send(SIGUSR1);
  sigaltstack(NULL, &now);
  say_whether("it is used still", now.ss_flags & SS_ONSTACK);
  tell("out of handlers on another stack");
}

static void in_children(void)
{
  volatile int who = 0;
  int status;
  int got = setjmp(back);
  if (got == 0) {
    pid_t pid = fork();
    if (pid == 0) {
      who = 1;
      dive(10, 5);
    }
    waitpid(pid, &status, 0);
    say_end("the child", status);
    dive(10, 6);
  }
  say("back with #", got);
  if (who == 1) _exit(got);
  say_whether("the parent", who == 0);
}

static void again_and_again(void)
{
  volatile int times = 0;
  if (setjmp(back) == 0) note('s');
  if (++times < 5) {
    pid_t pid = fork();
    if (pid == 0) longjmp(back, times);
    wait(NULL);
    _exit(times);
  }
  tell("generations");
}

int main(void)
{
  in_child("VALUES", values);
  in_child("DEEP", deep);
  in_child("VARIABLES", variables);
  in_child("LOOPS", loops);
  in_child("NESTED", nested);
  in_child("CHOOSE", choose);
  in_child("COPIED", copied);
  in_child("MASKS", masks);
  in_child("HANDLERS", handlers);
  in_child("ANOTHER STACK", off_the_other_stack);
  in_child("CHILDREN", in_children);
  in_child("GENERATIONS", again_and_again);
  return 0;
}
