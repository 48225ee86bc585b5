/* _exit: the parent gets SIGCHLD, with who ended and how. */
#include "../facts.h"

static siginfo_t seen;
static volatile int count;

static void handler(int number, siginfo_t *info, void *context)
{
  (void)number, (void)context;
  seen = *info;
  count++;
}

static const char *code_name(int code)
{
  return code == CLD_EXITED ? "CLD_EXITED" : code == CLD_KILLED || code == CLD_DUMPED ? "CLD_KILLED or CLD_DUMPED" : "?";
}

int main(void)
{
  struct sigaction action = { .sa_sigaction = handler, .sa_flags = SA_SIGINFO };
  sigemptyset(&action.sa_mask);
  sigaction(SIGCHLD, &action, NULL);
  sigset_t before;
  mask_signal(SIG_BLOCK, SIGCHLD);
  sigprocmask(SIG_BLOCK, NULL, &before);
  sigdelset(&before, SIGCHLD);
  for (int i = 0; i < 3; i++) {
    pid_t child = fork();
    if (child == 0 && i == 0) _exit(7);
    if (child == 0 && i == 1) raise(SIGTERM);
    if (child == 0) abort();
    sigsuspend(&before);
    say("%d: %s, pid right: %s, uid right: %s, %s, status %d", count, signal_name(seen.si_signo),
        yes(seen.si_pid == child), yes(seen.si_uid == getuid()), code_name(seen.si_code),
        seen.si_status);
    reap(child);
  }
  return 0;
}
