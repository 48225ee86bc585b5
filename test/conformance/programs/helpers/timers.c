/* timer_create: a signal with a value, intervals, timer_gettime and timer_settime; errors. */
#include "../facts.h"
#include <time.h>

int main(void)
{
  sigset_t set;
  siginfo_t info;
  sigemptyset(&set);
  sigaddset(&set, SIGRTMIN);
  sigprocmask(SIG_BLOCK, &set, NULL);
  timer_t timer;
  struct sigevent event;
  memset(&event, 0, sizeof event);
  event.sigev_notify = SIGEV_SIGNAL;
  event.sigev_signo = SIGRTMIN;
  event.sigev_value.sival_int = 77;
  say_result("timer_create", timer_create(CLOCK_MONOTONIC, &event, &timer));
  struct itimerspec value = { .it_value = { 0, 10000000 }, .it_interval = { 0, 10000000 } }, now;
  say_result("timer_settime", timer_settime(timer, 0, &value, NULL));
  for (int i = 0; i < 3; i++) {
    sigwaitinfo(&set, &info);
    say("%s, SI_TIMER: %s, value %d", signal_name(info.si_signo), yes(info.si_code == SI_TIMER), info.si_value.sival_int);
  }
  timer_gettime(timer, &now);
  say("its interval is 10 ms: %s", yes(now.it_interval.tv_nsec == 10000000));
  say("overruns are counted: %s", yes(timer_getoverrun(timer) >= 0));
  struct itimerspec none = { .it_value = { 0, 0 }, .it_interval = { 0, 0 } };
  timer_settime(timer, 0, &none, NULL);
  timer_gettime(timer, &now);
  say("disarmed: %s", yes(now.it_value.tv_sec == 0 && now.it_value.tv_nsec == 0));
  value.it_value.tv_nsec = 1000000000;
  say_result("a time that is none", timer_settime(timer, 0, &value, NULL));
  say_result("timer_delete", timer_delete(timer));
  say_result("a clock that is none", timer_create(12345, &event, &timer));
  event.sigev_signo = 1000;
  say_result("a signal that is none", timer_create(CLOCK_REALTIME, &event, &timer));
  return 0;
}
