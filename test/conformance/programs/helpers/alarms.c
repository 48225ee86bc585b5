/* alarm, setitimer: SIGALRM when the time is over; a new alarm replaces the old one; intervals come again. */
#include "../facts.h"
#include <sys/time.h>

static volatile sig_atomic_t count;
static void handler(int number)
{
  (void)number;
  count++;
}

int main(void)
{
  sigset_t blocked, before;
  sigemptyset(&blocked);
  sigaddset(&blocked, SIGALRM);
  sigprocmask(SIG_BLOCK, &blocked, &before);
  handle(SIGALRM, handler, 0);
  say("alarm where none was: %u", alarm(100));
  unsigned left = alarm(200);
  say("another: the first had 99 or 100 left: %s", yes(left >= 99 && left <= 100));
  left = alarm(1);
  say("and another: 199 or 200: %s", yes(left >= 199 && left <= 200));
  sigsuspend(&before);
  say("it went off: %d, and is no more: %u", (int)count, alarm(0));
  struct itimerval every = { .it_value = { 0, 5000 }, .it_interval = { 0, 5000 } }, old;
  setitimer(ITIMER_REAL, &every, NULL);
  for (count = 0; count < 5;) sigsuspend(&before);
  struct itimerval none = { .it_value = { 0, 0 }, .it_interval = { 0, 0 } };
  setitimer(ITIMER_REAL, &none, &old);
  say("five times; the interval was 5 ms: %s", yes(old.it_interval.tv_usec == 5000));
  struct itimerval wrong = { .it_value = { 0, 1000000 }, .it_interval = { 0, 0 } };
  say_result("a million microseconds", setitimer(ITIMER_REAL, &wrong, NULL));
  say_result("a timer that is none", setitimer(12345, &none, NULL));
  pid_t child = fork();
  if (child == 0) {
    signal(SIGALRM, SIG_DFL);
    every.it_value.tv_usec = 10000;
    setitimer(ITIMER_REAL, &every, NULL);
    sigprocmask(SIG_SETMASK, &before, NULL);
    for (;;) pause();
  }
  await("by default", child);
  return 0;
}
