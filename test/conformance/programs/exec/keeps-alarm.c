/* exec: the time left until an alarm is kept, and interval timers; timers of timer_create are deleted. */
#include "../facts.h"
#include <sys/time.h>
#include <time.h>

int main(int argc, char *argv[])
{
  if (argc == 1) {
    struct itimerval value = { .it_value = { 500, 0 }, .it_interval = { 250, 0 } };
    setitimer(ITIMER_VIRTUAL, &value, NULL);
    alarm(1000);
    timer_t timer;
    struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGKILL };
    struct itimerspec soon = { .it_value = { 0, 20000000 }, .it_interval = { 0, 0 } };
    mask_signal(SIG_BLOCK, SIGUSR1);
    event.sigev_signo = SIGUSR1;
    timer_create(CLOCK_REALTIME, &event, &timer);
    timer_settime(timer, 0, &soon, NULL);
    execl(argv[0], argv[0], "again", (char *)NULL);
    _exit(127);
  }
  struct itimerval value;
  getitimer(ITIMER_VIRTUAL, &value);
  say("the virtual timer is armed: %s, and will be again: %s", yes(value.it_value.tv_sec > 400),
      yes(value.it_interval.tv_sec == 250));
  unsigned left = alarm(0);
  say("the alarm is still set: %s", yes(left > 900 && left <= 1000));
  usleep(60000);
  sigset_t pending;
  sigpending(&pending);
  say("the signal of the deleted timer has come: %s", yes(sigismember(&pending, SIGUSR1)));
  return 0;
}
