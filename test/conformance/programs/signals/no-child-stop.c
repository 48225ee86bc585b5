/* SA_NOCLDSTOP: SIGCHLD is not sent for children that stop or go on, only for those that end. */
#include "../facts.h"

static volatile sig_atomic_t count;
static void handler(int number)
{
  (void)number;
  count++;
}

static int told[2];
static void tell(int number)
{
  (void)number;
  write(told[1], "!", 1); /* by then the parent has been sent its SIGCHLD */
}

static void try(const char *what, int flags)
{
  handle(SIGCHLD, handler, flags | SA_RESTART);
  count = 0;
  pid_t child = fork();
  if (child == 0) {
    handle(SIGCONT, tell, 0);
    write(told[1], "!", 1);
    for (;;) pause();
  }
  char byte;
  read(told[0], &byte, 1);
  siginfo_t info;
  kill(child, SIGSTOP);
  waitid(P_PID, child, &info, WSTOPPED);
  say("%s: stopped: %d", what, (int)count);
  kill(child, SIGCONT);
  waitid(P_PID, child, &info, WCONTINUED);
  read(told[0], &byte, 1);
  say("%s: continued: %d", what, (int)count);
  kill(child, SIGKILL);
  reap(child);
  say("%s: ended: %d", what, (int)count);
}

int main(void)
{
  pipe(told);
  try("plain", 0);
  try("SA_NOCLDSTOP", SA_NOCLDSTOP);
  return 0;
}
