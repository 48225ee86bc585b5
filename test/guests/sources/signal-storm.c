/* Two processes signal each other ten thousand times; and many signal one. */
#include "signals.h"

enum { TIMES = 10000 };
static volatile int received;

static void count(int signal)
{
  (void)signal;
  received++;
}

/* Each waits for the other's signal before it sends the next. */
static void play(pid_t other, int begins)
{
  sigset_t none;
  sigemptyset(&none);
  for (int i = 0; i < TIMES; i++) {
    if (begins) kill(other, SIGUSR1);
    while (received == i) sigsuspend(&none);
    if (!begins) kill(other, SIGUSR1);
  }
}

static volatile pid_t partner;

/* Handlers that answer a signal by a signal. */
static void strike_back(int signal)
{
  if (++received <= TIMES) kill(partner, signal);
}

int main(void)
{
  int status;
  install(SIGUSR1, count, 0);
  mask(SIG_BLOCK, SIGUSR1);
  pid_t parent = getpid(), pid = fork();
  if (pid == 0) {
    play(parent, 0);
    _exit(received == TIMES ? 1 : 2);
  }
  play(pid, 1);
  waitpid(pid, &status, 0);
  say_end("the child", status);
  say("signals received: #", received);

  received = 0;
  install(SIGUSR2, strike_back, SA_RESTART);
  mask(SIG_BLOCK, SIGUSR2);
  if ((pid = fork()) == 0) {
    partner = parent;
    mask(SIG_UNBLOCK, SIGUSR2);
    while (received < TIMES) pause();
    _exit(1);
  }
  partner = pid;
  kill(pid, SIGUSR2);
  mask(SIG_UNBLOCK, SIGUSR2);
  while (waitpid(pid, &status, 0) < 0) ;
  say_end("the child", status);
  say_whether("they struck back and forth", received >= TIMES - 1);
  return 0;
}
