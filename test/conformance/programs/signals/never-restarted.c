/* signal(7): poll, select, nanosleep, pause, sigsuspend and sigtimedwait end with EINTR even with SA_RESTART. */
#include "../facts.h"
#include <poll.h>
#include <sys/select.h>
#include <sys/time.h>
#include <time.h>

static void tick(int number) { (void)number; }

int main(void)
{
  struct itimerval every = { .it_value = { 0, 10000 }, .it_interval = { 0, 10000 } };
  struct timespec long_time = { 1000, 0 };
  sigset_t none, usr1;
  siginfo_t info;
  int ends[2];
  pipe(ends);
  struct pollfd one = { .fd = ends[0], .events = POLLIN };
  fd_set set;
  FD_ZERO(&set);
  FD_SET(ends[0], &set);
  sigemptyset(&none);
  sigemptyset(&usr1);
  sigaddset(&usr1, SIGUSR1);
  handle(SIGALRM, tick, SA_RESTART);
  setitimer(ITIMER_REAL, &every, NULL);
  say_result("pause", pause());
  say_result("poll", poll(&one, 1, -1));
  say_result("select", select(ends[0] + 1, &set, NULL, NULL, NULL));
  say_result("nanosleep", nanosleep(&long_time, NULL));
  say_result("sigsuspend", sigsuspend(&none));
  say_result("sigtimedwait", sigtimedwait(&usr1, &info, &long_time));
  return 0;
}
