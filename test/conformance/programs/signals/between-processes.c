/* kill: parent and child take turns by signals alone, a thousand times. */
#include "../facts.h"

static volatile sig_atomic_t turn;
static void handler(int number)
{
  (void)number;
  turn = 1;
}

int main(void)
{
  sigset_t set, before;
  sigemptyset(&set);
  sigaddset(&set, SIGUSR1);
  sigprocmask(SIG_BLOCK, &set, &before);
  handle(SIGUSR1, handler, 0);
  pid_t parent = getpid();
  pid_t child = fork();
  pid_t other = child == 0 ? parent : child;
  int turns = 0;
  if (child != 0) kill(other, SIGUSR1);
  for (; turns < 1000; turns++) {
    while (!turn) sigsuspend(&before);
    turn = 0;
    if (child == 0 || turns < 999) kill(other, SIGUSR1);
  }
  if (child == 0) _exit(turns == 1000 ? 0 : 1);
  await("child", child);
  say("turns: %d", turns);
  return 0;
}
