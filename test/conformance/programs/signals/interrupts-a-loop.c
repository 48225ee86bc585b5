/* a signal interrupts a process that only computes, and its handler may end the computation. */
#include "../facts.h"
#include <setjmp.h>
#include <sys/time.h>

static sigjmp_buf out;
static volatile sig_atomic_t done;
static volatile unsigned long counter;

static void sets(int number)
{
  (void)number;
  done = 1;
}

static void jumps(int number)
{
  (void)number;
  siglongjmp(out, 1);
}

int main(void)
{
  struct itimerval soon = { .it_value = { 0, 20000 }, .it_interval = { 0, 0 } };
  handle(SIGALRM, sets, 0);
  setitimer(ITIMER_REAL, &soon, NULL);
  while (!done) counter++;
  say("a flag ended the loop");
  handle(SIGALRM, jumps, 0);
  if (sigsetjmp(out, 1) == 0) {
    setitimer(ITIMER_REAL, &soon, NULL);
    for (;;) counter++;
  }
  say("a jump ended the loop");
  pid_t child = fork();
  if (child == 0) {
    signal(SIGALRM, SIG_DFL);
    setitimer(ITIMER_REAL, &soon, NULL);
    for (;;) counter++;
  }
  await("a loop in a child", child);
  child = fork();
  if (child == 0)
    for (;;) counter++;
  kill(child, SIGKILL);
  await("another", child);
  return 0;
}
