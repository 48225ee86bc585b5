/* vfork: a signal for the suspended parent waits until the child has left the parent's memory. */
#include "../facts.h"

static volatile sig_atomic_t handled_in;
static volatile int child_leaves;

static void handler(int number)
{
  (void)number;
  handled_in = child_leaves ? 2 : 1;
}

int main(void)
{
  handle(SIGUSR1, handler, 0);
  pid_t parent = getpid();
  pid_t child = vfork();
  if (child == 0) {
    kill(parent, SIGUSR1);
    usleep(20000);
    child_leaves = 1;
    _exit(handled_in == 0 ? 0 : 1);
  }
  await("child: nothing was handled while it ran: it", child);
  say("parent: handled %s the child had left", handled_in == 2 ? "after" : "before");
  return 0;
}
