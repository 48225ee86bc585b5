/* fork: timers made by timer_create are not inherited by the child. */
#include "../facts.h"
#include <time.h>

int main(void)
{
  timer_t timer;
  struct sigevent event;
  memset(&event, 0, sizeof event);
  event.sigev_notify = SIGEV_SIGNAL;
  event.sigev_signo = SIGUSR1;
  say_result("timer_create", timer_create(CLOCK_REALTIME, &event, &timer));
  struct itimerspec value = { .it_value = { 1000, 0 }, .it_interval = { 0, 0 } };
  say_result("timer_settime", timer_settime(timer, 0, &value, NULL));
  pid_t child = fork();
  if (child == 0) {
    struct itimerspec own;
    say_result("child: timer_gettime", timer_gettime(timer, &own));
    say_result("child: timer_delete", timer_delete(timer));
    return 0;
  }
  await("child", child);
  struct itimerspec left;
  say_result("parent: timer_gettime", timer_gettime(timer, &left));
  say("parent: it is armed: %s", yes(left.it_value.tv_sec > 900));
  say_result("parent: timer_delete", timer_delete(timer));
  return 0;
}
