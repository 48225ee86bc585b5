/* Programs that only compute: others run beside them, signals and alarms reach them, and they can reach whom they wait for. */
#include <signal.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "say.h"

static volatile unsigned long sum;

static void spin(void)
{
  for (;;) ;
}

static void add_up(void)
{
  for (unsigned long i = 0;; i++) sum += i;
}

static long recurse(long n) { return n <= 0 ? 0 : recurse(n - 1) + recurse(n - 2) + 1; }
static void call_others(void)
{
  for (;;) sum += (unsigned long)recurse(10);
}

/* A jump out of the middle, and two ways round. */
static void go_round(void)
{
  unsigned long i = 0;
odd:
  i = i * 3 + 1;
  if (i % 7 == 3) goto odd;
  sum ^= i;
  if (i % 2) goto odd;
  i++;
  goto odd;
}

static void ask_for_nothing(void)
{
  for (;;) getppid();
}

static void (*const bodies[])(void) = {spin, add_up, call_others, go_round, ask_for_nothing};

static int ended_by(pid_t pid)
{
  int status;
  waitpid(pid, &status, 0);
  return WTERMSIG(status);
}

int main(void)
{
  for (int i = 0; i < 5; i++) {
    pid_t pid = fork();
    if (pid == 0) bodies[i]();
    usleep(2000);
    kill(pid, SIGKILL);
    say("killed by signal #", ended_by(pid));
    if (bodies[i] == ask_for_nothing) continue;
    if ((pid = fork()) == 0) {
      if (i == 0) alarm(1);
      else setitimer(ITIMER_REAL, &(struct itimerval){.it_value.tv_usec = 100000}, NULL); /* the same, sooner */
      bodies[i]();
    }
    say("woken by signal #", ended_by(pid));
  }

  /* Five at once, and one that only looks whether another has ended. */
  pid_t all[5];
  for (int i = 0; i < 5; i++)
    if ((all[i] = fork()) == 0) bodies[i]();
  int status;
  pid_t worker = fork();
  if (worker == 0) {
    for (int i = 0; i < 200; i++) recurse(12);
    _exit(3);
  }
  while (waitpid(worker, &status, WNOHANG) == 0) ;
  say("the worker ended with #", WEXITSTATUS(status));
  for (int i = 0; i < 5; i++) {
    kill(all[i], SIGTERM);
    say("ended by signal #", ended_by(all[i]));
  }
  say("seconds left: #", (alarm(5), alarm(0)));
  return 0;
}
