/* waitpid: EINTR when a handler has run meanwhile, unless SA_RESTART was asked for. */
#include "../facts.h"
#include <sys/time.h>

static volatile sig_atomic_t ticks;
static int gate[2];

static void tick(int number)
{
  (void)number;
  if (++ticks >= 3 && gate[1] >= 0) {
    close(gate[1]); /* the child may end now */
    gate[1] = -1;
  }
}

static void try(const char *what, int flags)
{
  ticks = 0;
  pipe(gate);
  pid_t child = fork();
  if (child == 0) {
    char byte;
    close(gate[1]);
    read(gate[0], &byte, 1);
    _exit(4);
  }
  handle(SIGALRM, tick, flags);
  struct itimerval every = { .it_value = { 0, 10000 }, .it_interval = { 0, 10000 } };
  struct itimerval none = { .it_value = { 0, 0 }, .it_interval = { 0, 0 } };
  setitimer(ITIMER_REAL, &every, NULL);
  int status = 0;
  pid_t result = waitpid(child, &status, 0);
  int error = errno;
  setitimer(ITIMER_REAL, &none, NULL);
  say("%s: %s", what, result == -1 ? error_name(error) : "the child");
  if (result == -1) {
    if (gate[1] >= 0) close(gate[1]);
    gate[1] = -1;
    reap(child);
  } else say_end("child", status);
}

int main(void)
{
  try("without SA_RESTART", 0);
  try("with SA_RESTART", SA_RESTART);
  return 0;
}
