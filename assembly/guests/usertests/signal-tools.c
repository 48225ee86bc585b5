/* What cases about signals use: handlers that count, sets, and a parent that does not let its child rest. */
#include "usertests.h"

volatile sig_atomic_t caught[65];

void count_signal(int signal) { caught[signal]++; }

void handle(int signal, void (*handler)(int), int flags)
{
  struct sigaction action = {.sa_flags = flags};
  action.sa_handler = handler;
  sigemptyset(&action.sa_mask);
  OK(sigaction(signal, &action, NULL));
}

sigset_t set_of(int signal)
{
  sigset_t set;
  sigemptyset(&set);
  if (signal) sigaddset(&set, signal);
  return set;
}

void block(int signal)
{
  sigset_t set = set_of(signal);
  OK(sigprocmask(SIG_BLOCK, &set, NULL));
}

void unblock(int signal)
{
  sigset_t set = set_of(signal);
  OK(sigprocmask(SIG_UNBLOCK, &set, NULL));
}

int pester(pid_t child, int signal)
{
  int status;
  pid_t waited;
  while ((waited = waitpid(child, &status, WNOHANG)) == 0) {
    kill(child, signal);
    rest(1);
  }
  EXPECT(child, waited);
  return status;
}
