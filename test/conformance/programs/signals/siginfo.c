/* SA_SIGINFO: the handler learns who sent the signal and how: kill, raise, sigqueue with its value, an alarm. */
#include "../facts.h"
#include <sys/time.h>

static siginfo_t seen;
static volatile sig_atomic_t caught;

static void handler(int number, siginfo_t *info, void *context)
{
  (void)context;
  seen = *info;
  caught = number;
}

static void look(const char *what, pid_t from)
{
  const char *code = seen.si_code == SI_USER ? "SI_USER" : seen.si_code == SI_QUEUE ? "SI_QUEUE" : "another";
  say("%s: %s, si_signo %s, %s, pid right: %s, uid right: %s", what, signal_name(caught), signal_name(seen.si_signo), code,
      yes(seen.si_pid == from), yes(seen.si_uid == getuid()));
}

int main(void)
{
  struct sigaction action = { .sa_sigaction = handler, .sa_flags = SA_SIGINFO };
  sigemptyset(&action.sa_mask);
  int numbers[] = { SIGUSR1, SIGRTMIN + 1, SIGALRM };
  for (int i = 0; i < 3; i++) sigaction(numbers[i], &action, NULL);
  kill(getpid(), SIGUSR1);
  look("kill", getpid());
  union sigval value = { .sival_int = -12345 };
  sigqueue(getpid(), SIGRTMIN + 1, value);
  look("sigqueue", getpid());
  say("its value: %d", seen.si_value.sival_int);
  sigqueue(getpid(), SIGUSR1, value);
  look("sigqueue of a standard signal", getpid());
  say("its value: %d", seen.si_value.sival_int);
  mask_signal(SIG_BLOCK, SIGUSR1);
  pid_t child = fork();
  if (child == 0) {
    kill(getppid(), SIGUSR1);
    _exit(0);
  }
  reap(child);
  mask_signal(SIG_UNBLOCK, SIGUSR1);
  look("kill by a child", child);
  caught = 0;
  struct itimerval soon = { .it_value = { 0, 10000 }, .it_interval = { 0, 0 } };
  mask_signal(SIG_BLOCK, SIGALRM);
  setitimer(ITIMER_REAL, &soon, NULL);
  sigset_t none;
  sigemptyset(&none);
  sigsuspend(&none);
  say("setitimer: %s, of nobody: %s", signal_name(caught), yes(seen.si_code != SI_USER && seen.si_code != SI_QUEUE));
  return 0;
}
