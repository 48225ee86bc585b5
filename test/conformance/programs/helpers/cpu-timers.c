/* setitimer: ITIMER_VIRTUAL and ITIMER_PROF count CPU time: SIGVTALRM and SIGPROF come to who computes. */
#include "../facts.h"
#include <sys/time.h>
#include <time.h>

static volatile sig_atomic_t virtual_count, prof_count;
static volatile unsigned long counter;

static void handler(int number)
{
  if (number == SIGVTALRM) virtual_count++;
  else prof_count++;
}

int main(void)
{
  handle(SIGVTALRM, handler, 0);
  handle(SIGPROF, handler, 0);
  struct itimerval soon = { .it_value = { 0, 20000 }, .it_interval = { 0, 0 } };
  setitimer(ITIMER_VIRTUAL, &soon, NULL);
  setitimer(ITIMER_PROF, &soon, NULL);
  struct timespec time = { 0, 60000000 };
  nanosleep(&time, NULL);
  say("sleeping uses none: %d %d", (int)virtual_count, (int)prof_count);
  while (virtual_count == 0 || prof_count == 0) counter++;
  say("computing does: %d %d", (int)virtual_count, (int)prof_count);
  return 0;
}
