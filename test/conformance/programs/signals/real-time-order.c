/* sigqueue: real-time signals come lowest number first, and those of one number in the order in which they were sent. */
#include "../facts.h"

static int order[16], values[16];
static volatile sig_atomic_t count;

static void handler(int number, siginfo_t *info, void *context)
{
  (void)context;
  order[count] = number - SIGRTMIN;
  values[count++] = info->si_value.sival_int;
}

int main(void)
{
  struct sigaction action = { .sa_sigaction = handler, .sa_flags = SA_SIGINFO };
  sigfillset(&action.sa_mask);
  sigset_t all, before;
  sigemptyset(&all);
  for (int i = 0; i < 3; i++) {
    sigaction(SIGRTMIN + i, &action, NULL);
    sigaddset(&all, SIGRTMIN + i);
  }
  sigprocmask(SIG_BLOCK, &all, &before);
  int sent[] = { 2, 0, 1, 2, 0, 1, 0 };
  for (int i = 0; i < 7; i++) {
    union sigval value = { .sival_int = 100 + i };
    sigqueue(getpid(), SIGRTMIN + sent[i], value);
  }
  sigprocmask(SIG_SETMASK, &before, NULL);
  for (int i = 0; i < count; i++) say("SIGRTMIN+%d with %d", order[i], values[i]);
  say("real-time signals that POSIX wants: %s", yes(SIGRTMAX - SIGRTMIN >= 7));
  return 0;
}
