/* Timers with handlers, values and overruns; intervals; what a limit's signal is when it is handled. */
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <time.h>

#include "facts.h"

static volatile int rung;
static void count(int signal) { rung++; }

static void handle(int signal, void (*handler)(int))
{
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = handler;
  sigaction(signal, &action, NULL);
}

static void block(int signal)
{
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, signal);
  sigprocmask(SIG_BLOCK, &set, NULL);
}

static struct itimerspec in(long value, long interval)
{
  return (struct itimerspec){{interval / 1000, interval % 1000 * 1000000}, {value / 1000, value % 1000 * 1000000}};
}

static void nap(long milliseconds)
{
  struct timespec time = {milliseconds / 1000, milliseconds % 1000 * 1000000};
  while (nanosleep(&time, &time) < 0) {}
}

static void arguments(void)
{
  timer_t timer;
  struct sigevent event;
  memset(&event, 0, sizeof event);
  struct itimerspec setting = in(1000, 0);
  show("a clock that there is not", timer_create(99, NULL, &timer));
  show("a clock without timers", timer_create(CLOCK_MONOTONIC_COARSE, NULL, &timer));
  event.sigev_notify = 77;
  show("a notification that there is not", timer_create(CLOCK_MONOTONIC, &event, &timer));
  event.sigev_notify = SIGEV_SIGNAL;
  show("no signal", timer_create(CLOCK_MONOTONIC, &event, &timer));
  event.sigev_signo = 65;
  show("a signal that there is not", timer_create(CLOCK_MONOTONIC, &event, &timer));
  event.sigev_signo = SIGALRM;
  show("SIGALRM", timer_create(CLOCK_MONOTONIC, &event, &timer));
  setting.it_value.tv_nsec = 1000000000;
  show("a second of nanoseconds", timer_settime(timer, 0, &setting, NULL));
  setting.it_value.tv_nsec = -1;
  show("fewer than none", timer_settime(timer, 0, &setting, NULL));
  setting = in(50000, 3000);
  show("set", timer_settime(timer, 0, &setting, NULL));
  show("set again", timer_settime(timer, 0, &setting, &setting));
  show("as it was", setting.it_value.tv_sec >= 49 && setting.it_value.tv_sec <= 50 && setting.it_interval.tv_sec == 3);
  show("overrun", timer_getoverrun(timer));
  setting = in(0, 0);
  show("off", timer_settime(timer, 0, &setting, NULL));
  show("get", timer_gettime(timer, &setting));
  show("is off", setting.it_value.tv_sec == 0 && setting.it_value.tv_nsec == 0);
  show("delete", timer_delete(timer));
  event.sigev_notify = SIGEV_NONE;
  show("no notification", timer_create(CLOCK_MONOTONIC, &event, &timer));
  setting = in(20, 0);
  timer_settime(timer, 0, &setting, NULL);
  nap(100);
  timer_gettime(timer, &setting);
  show("has expired in silence", setting.it_value.tv_sec == 0 && setting.it_value.tv_nsec == 0);
}

static void value(void)
{
  timer_t timer;
  siginfo_t info;
  struct sigevent event;
  memset(&event, 0, sizeof event);
  event.sigev_notify = SIGEV_SIGNAL;
  event.sigev_signo = SIGRTMIN + 3;
  event.sigev_value.sival_int = 4711;
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGRTMIN + 3);
  sigprocmask(SIG_BLOCK, &set, NULL);
  show("timer_create", timer_create(CLOCK_MONOTONIC, &event, &timer));
  struct itimerspec setting = in(50, 0);
  timer_settime(timer, 0, &setting, NULL);
  show("its signal", sigwaitinfo(&set, &info) == SIGRTMIN + 3);
  tell("%d %d\n", info.si_code == SI_TIMER, info.si_value.sival_int);
  show("overrun", timer_getoverrun(timer));
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  setting = in(0, 0);
  setting.it_value = now;
  timer_settime(timer, TIMER_ABSTIME, &setting, NULL);
  show("a time that has passed", sigwaitinfo(&set, &info) == SIGRTMIN + 3);
  setting = in(20, 20);
  timer_settime(timer, 0, &setting, NULL);
  nap(110);
  show("again and again", sigwaitinfo(&set, &info) == SIGRTMIN + 3);
  show("overruns", info.si_overrun >= 3);
  show("the same", timer_getoverrun(timer) == info.si_overrun);
  setting = in(0, 0);
  timer_settime(timer, 0, &setting, NULL);
  struct timespec zero = {0, 0};
  while (sigtimedwait(&set, &info, &zero) > 0) {}
  timer_delete(timer);

  timer_t two[2];
  event.sigev_signo = SIGUSR1;
  sigaddset(&set, SIGUSR1);
  sigprocmask(SIG_BLOCK, &set, NULL);
  setting = in(10, 0);
  for (int i = 0; i < 2; i++) {
    event.sigev_value.sival_int = i;
    timer_create(CLOCK_REALTIME, &event, &two[i]);
    timer_settime(two[i], 0, &setting, NULL);
  }
  nap(50);
  for (int i = 0; i < 2; i++) {
    sigwaitinfo(&set, &info);
    show("of two with one signal", info.si_value.sival_int);
  }
}

static void by_default(void)
{
  timer_t timer;
  handle(SIGALRM, count);
  timer_create(CLOCK_REALTIME, NULL, &timer);
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  struct itimerspec setting = {{0, 0}, {now.tv_sec + 1, now.tv_nsec}};
  timer_settime(timer, TIMER_ABSTIME, &setting, NULL);
  struct timespec left, time = {10, 0};
  show("interrupted", nanosleep(&time, &left));
  show("after about a second", left.tv_sec == 8 || left.tv_sec == 9);
  show("rung", rung);
  if (fork() == 0) {
    setting = in(1000, 0);
    show("the child has no timer", timer_settime(timer, 0, &setting, NULL));
    _exit(0);
  }
  wait(NULL);
  show("timer_delete", timer_delete(timer));
}

static void intervals(void)
{
  handle(SIGALRM, count);
  struct itimerval timer = {{0, 20000}, {0, 20000}};
  setitimer(ITIMER_REAL, &timer, NULL);
  while (rung < 5) {
    sigset_t none;
    sigemptyset(&none);
    sigsuspend(&none);
  }
  show("rung", rung);
  timer = (struct itimerval){{0, 0}, {0, 0}};
  setitimer(ITIMER_REAL, &timer, NULL);
  rung = 0;
  handle(SIGPROF, count);
  timer = (struct itimerval){{0, 50000}, {0, 50000}};
  setitimer(ITIMER_PROF, &timer, NULL);
  while (rung < 3)
    for (volatile int i = 0; i < 1000; i++) {}
  show("rung while computing", rung);
}

static void by_own_time(void)
{
  timer_t timer;
  struct sigevent event;
  memset(&event, 0, sizeof event);
  event.sigev_signo = SIGUSR2;
  handle(SIGUSR2, count);
  show("timer_create", timer_create(CLOCK_PROCESS_CPUTIME_ID, &event, &timer));
  struct itimerspec setting = in(100, 0);
  timer_settime(timer, 0, &setting, NULL);
  nap(200);
  show("rung asleep", rung);
  while (!rung)
    for (volatile int i = 0; i < 1000; i++) {}
  show("rung while computing", rung);
}

static void handled_size(void)
{
  handle(SIGXFSZ, count);
  struct rlimit limit = {100, 100};
  char bytes[150] = {0};
  int fd = open("/tmp/timers-file", O_CREAT | O_TRUNC | O_RDWR, 0600);
  unlink("/tmp/timers-file");
  setrlimit(RLIMIT_FSIZE, &limit);
  show("write across the limit", write(fd, bytes, 150));
  show("rung", rung);
  show("write past it", write(fd, bytes, 1));
  show("rung", rung);
  show("ftruncate past it", ftruncate(fd, 200));
  show("rung", rung);
  handle(SIGXFSZ, SIG_IGN);
  show("ignored", pwrite(fd, bytes, 1, 300));
}

static void handled_time(void)
{
  handle(SIGXCPU, count);
  struct rlimit limit = {1, 3};
  setrlimit(RLIMIT_CPU, &limit);
  while (rung < 2)
    for (volatile int i = 0; i < 1000; i++) {}
  getrlimit(RLIMIT_CPU, &limit);
  tell("the soft limit has moved to %d, not the hard one, %d\n", (int)limit.rlim_cur, (int)limit.rlim_max);
  for (;;)
    for (volatile int i = 0; i < 1000; i++) {}
}

static void many(void)
{
  struct rlimit limit = {100, 100};
  setrlimit(RLIMIT_SIGPENDING, &limit);
  timer_t timer;
  int made = 0;
  while (made < 1000 && timer_create(CLOCK_MONOTONIC, NULL, &timer) == 0) made++;
  show("one more", timer_create(CLOCK_MONOTONIC, NULL, &timer));
  show("made", made);
}

int main(void)
{
  become_user();
  part("arguments", arguments);
  part("value", value);
  part("by default", by_default);
  part("intervals", intervals);
  part("own time", by_own_time);
  part("size handled", handled_size);
  part("time handled", handled_time);
  part("many", many);
  return 0;
}
