/* sleep, usleep, nanosleep, clock_nanosleep: wait for their time; a handler ends them, and they tell what is left. */
#include "../facts.h"
#include <sys/time.h>
#include <time.h>

static void handler(int number) { (void)number; }

static long long now(void)
{
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static void soon(void)
{
  struct itimerval every = { .it_value = { 0, 20000 }, .it_interval = { 0, 20000 } };
  setitimer(ITIMER_REAL, &every, NULL);
}

int main(void)
{
  struct timespec time = { 0, 20000000 }, left = { 0, 0 };
  long long start = now();
  say_result("nanosleep of 20 ms", nanosleep(&time, NULL));
  say("it took that long: %s", yes(now() - start >= 20000000));
  start = now();
  say_result("usleep of 20 ms", usleep(20000));
  say("it took that long: %s", yes(now() - start >= 20000000));
  say("sleep(0): %u", sleep(0));
  clock_gettime(CLOCK_MONOTONIC, &time);
  time.tv_nsec += 20000000;
  if (time.tv_nsec >= 1000000000) time.tv_sec++, time.tv_nsec -= 1000000000;
  say("clock_nanosleep until a time: %s", error_name(clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, NULL)));
  struct timespec wrong = { 0, 1000000000 };
  say_result("nanosleep of a second's worth of ns", nanosleep(&wrong, NULL));
  say("clock_nanosleep of no clock: %s", error_name(clock_nanosleep(12345, 0, &time, NULL)));

  handle(SIGALRM, handler, SA_RESTART);
  soon();
  unsigned rest = sleep(1000);
  say("sleep(1000), interrupted: more than 990 left: %s", yes(rest > 990));
  time.tv_sec = 1000, time.tv_nsec = 0;
  say_result("nanosleep, interrupted", nanosleep(&time, &left));
  say("more than 990 s left: %s", yes(left.tv_sec > 990));
  say("clock_nanosleep, interrupted: %s", error_name(clock_nanosleep(CLOCK_REALTIME, 0, &time, &left)));
  say_result("pause, interrupted", pause());
  return 0;
}
