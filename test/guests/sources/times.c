/* CPU time, usage, interval timers, alarms: what fork, exec and wait do with them. */
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/times.h>
#include <time.h>

#include "facts.h"

static char *self;

static long cpu(void) { return clock() / (CLOCKS_PER_SEC / 1000); }

/* Computes for so many milliseconds of its own time. */
static void compute(long milliseconds)
{
  long end = cpu() + milliseconds;
  while (cpu() < end)
    for (volatile unsigned i = 0; i < 100000; i++) {}
}

static long milliseconds(struct timeval time) { return time.tv_sec * 1000 + time.tv_usec / 1000; }

static long used(int who)
{
  struct rusage usage;
  getrusage(who, &usage);
  return milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime);
}

static void near(const char *what, long found, long wanted)
{
  if (found >= wanted - 30 && found <= wanted + 1000) tell("%s: about %ld\n", what, wanted);
  else tell("%s: %ld, not %ld\n", what, found, wanted);
}

static void own_time(void)
{
  near("a child begins at", cpu(), 0);
  near("its children's too", used(RUSAGE_CHILDREN), 0);
  compute(200);
  near("clock", cpu(), 200);
  near("getrusage", used(RUSAGE_SELF), 200);
  struct tms all;
  times(&all);
  near("times", (all.tms_utime + all.tms_stime) * 1000 / sysconf(_SC_CLK_TCK), 200);
  struct timespec mine;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &mine);
  near("CLOCK_PROCESS_CPUTIME_ID", mine.tv_sec * 1000 + mine.tv_nsec / 1000000, 200);
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &mine);
  near("CLOCK_THREAD_CPUTIME_ID", mine.tv_sec * 1000 + mine.tv_nsec / 1000000, 200);
  clock_t before = times(&all);
  struct timespec time = {0, 300000000};
  nanosleep(&time, NULL);
  near("time passes asleep", (times(NULL) - before) * 1000 / sysconf(_SC_CLK_TCK), 300);
  near("but not its own", cpu(), 200);
  char *argv[] = {self, "exec", NULL};
  execv(self, argv);
}

static void children(void)
{
  struct rusage usage;
  for (int i = 0; i < 2; i++) {
    pid_t child = fork();
    if (child == 0) {
      if (fork() == 0) {
        compute(100);
        _exit(0);
      }
      wait(NULL);
      compute(100);
      _exit(0);
    }
    near("before it is waited for", used(RUSAGE_CHILDREN), 200 * i);
    show("wait4", wait4(child, NULL, 0, &usage) == child);
    near("the child and its own", milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime), 200);
    near("all children", used(RUSAGE_CHILDREN), 200 * (i + 1));
  }
  struct tms all;
  times(&all);
  near("times", (all.tms_cutime + all.tms_cstime) * 1000 / sysconf(_SC_CLK_TCK), 400);
  show("memory was used", usage.ru_maxrss > 0 && usage.ru_minflt > 0);
  show("getrusage of another kind", getrusage(5, &usage));
  show("getrusage to a bad address", getrusage(RUSAGE_SELF, (struct rusage *)-16));
  show("wait4 without children, to a bad address", wait4(-1, NULL, 0, (struct rusage *)-16));
}

static void clocks(void)
{
  clockid_t clock;
  struct timespec time;
  show("clock_getcpuclockid", clock_getcpuclockid(0, &clock));
  show("read", clock_gettime(clock, &time));
  compute(100);
  struct timespec later;
  clock_gettime(clock, &later);
  near("it has gone on by", (later.tv_sec - time.tv_sec) * 1000 + (later.tv_nsec - time.tv_nsec) / 1000000, 100);
  int ends[2];
  char byte;
  pipe(ends);
  pid_t child = fork();
  if (child == 0) {
    compute(100);
    write(ends[1], "x", 1);
    pause_for_ever: sleep(1000);
    goto pause_for_ever;
  }
  read(ends[0], &byte, 1);
  show("of a child", clock_getcpuclockid(child, &clock));
  clock_gettime(clock, &later);
  near("it has used", later.tv_sec * 1000 + later.tv_nsec / 1000000, 100);
  kill(child, SIGKILL);
  wait(NULL);
  show("once it is gone", clock_gettime(clock, &later));
  tell("of nobody: %s\n", error_name(clock_getcpuclockid(999999, &clock)));
  show("a clock that there is not", clock_gettime(99, &time));
  show("its resolution", clock_getres(99, &time));
  show("of one that there is", clock_getres(CLOCK_MONOTONIC, &time) == 0 && time.tv_sec == 0);
  show("set it", clock_settime(CLOCK_REALTIME, &time));
  show("set one that cannot be set", clock_settime(CLOCK_MONOTONIC, &time));
  tell("sleep by a clock that there is not: %s\n", error_name(clock_nanosleep(99, 0, &time, NULL)));
  time = (struct timespec){0, 1000000000};
  tell("for no time: %s\n", error_name(clock_nanosleep(CLOCK_MONOTONIC, 0, &time, NULL)));
  clock_gettime(CLOCK_MONOTONIC, &time);
  tell("until now: %d\n", clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, NULL));
}

static struct itimerval set(long value, long interval)
{
  return (struct itimerval){{interval / 1000, interval % 1000 * 1000}, {value / 1000, value % 1000 * 1000}};
}

static void timer_arguments(void)
{
  struct itimerval timer = set(0, 0), *bad = (struct itimerval *)-16;
  show("get one that there is not", getitimer(3, &timer));
  show("to a bad address, too", getitimer(3, bad));
  show("to a bad address", getitimer(ITIMER_REAL, bad));
  show("set one that there is not", setitimer(-1, &timer, NULL));
  show("from a bad address, too", setitimer(-1, bad, NULL));
  timer.it_value.tv_usec = 1000000;
  show("a second of microseconds", setitimer(ITIMER_REAL, &timer, NULL));
  timer.it_value.tv_usec = -1;
  show("fewer than none", setitimer(ITIMER_REAL, &timer, NULL));
  timer = set(0, 0);
  timer.it_interval.tv_sec = -1;
  show("an interval below 0", setitimer(ITIMER_REAL, &timer, NULL));
  timer = set(100000, 5000);
  show("set", setitimer(ITIMER_REAL, &timer, NULL));
  show("alarm has as much", alarm(50));
  struct itimerval old;
  getitimer(ITIMER_REAL, &old);
  near("and takes its place", milliseconds(old.it_value), 50000);
  near("without an interval", milliseconds(old.it_interval), 0);
  timer = set(0, 7000);
  show("turn it off", setitimer(ITIMER_REAL, &timer, &old));
  near("before", milliseconds(old.it_value), 50000);
  getitimer(ITIMER_REAL, &old);
  near("off", milliseconds(old.it_value), 0);
  near("its interval is kept", milliseconds(old.it_interval), 7000);
  show("no alarm", alarm(0));
  timer = set(100000, 0);
  setitimer(ITIMER_VIRTUAL, &timer, NULL);
  setitimer(ITIMER_PROF, &timer, NULL);
  alarm(9);
  if (fork() == 0) {
    for (int which = ITIMER_REAL; which <= ITIMER_PROF; which++) {
      getitimer(which, &old);
      near("the child has none", milliseconds(old.it_value), 0);
    }
    _exit(0);
  }
  wait(NULL);
  char *argv[] = {self, "timers", NULL};
  execv(self, argv);
}

static void real(void)
{
  struct itimerval timer = set(100, 0);
  setitimer(ITIMER_REAL, &timer, NULL);
  for (;;) sleep(10);
}

static void virtual(void)
{
  struct itimerval timer = set(100, 0);
  setitimer(ITIMER_VIRTUAL, &timer, NULL);
  struct timespec time = {0, 300000000};
  nanosleep(&time, NULL);
  tell("not asleep\n");
  compute(10000);
}

static void profiling(void)
{
  struct itimerval timer = set(100, 0);
  setitimer(ITIMER_PROF, &timer, NULL);
  compute(10000);
}

static void micro(void)
{
  ualarm(100000, 0);
  for (;;) sleep(10);
}

int main(int argc, char **argv)
{
  self = argv[0];
  if (argc > 1 && strcmp(argv[1], "exec") == 0) {
    near("exec keeps what was used", cpu(), 200);
    return 0;
  }
  if (argc > 1) {
    struct itimerval timer;
    for (int which = ITIMER_REAL; which <= ITIMER_PROF; which++) {
      getitimer(which, &timer);
      near("after exec", milliseconds(timer.it_value), which == ITIMER_REAL ? 9000 : 100000);
    }
    return 0;
  }
  become_user();
  part("own time", own_time);
  part("children", children);
  part("clocks", clocks);
  part("timers: arguments", timer_arguments);
  part("timers: real", real);
  part("timers: virtual", virtual);
  part("timers: profiling", profiling);
  part("ualarm", micro);
  return 0;
}
