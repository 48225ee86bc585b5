/* sigaction: with SA_NOCLDWAIT children leave no zombies; a handler for SIGCHLD still is called (on Linux). */
#include "../facts.h"

static volatile sig_atomic_t caught;
static void handler(int number)
{
  (void)number;
  caught++;
}

int main(void)
{
  handle(SIGCHLD, handler, SA_NOCLDWAIT);
  pid_t child = fork();
  if (child == 0) _exit(3);
  while (waitpid(child, NULL, 0) == -1 && errno == EINTR) continue;
  say_result("waitpid", waitpid(child, NULL, 0));
  say("the child is gone: %s", yes(kill(child, 0) == -1 && errno == ESRCH));
  say("the handler was called: %d", (int)caught);
  handle(SIGCHLD, handler, 0);
  child = fork();
  if (child == 0) _exit(3);
  int status;
  while (waitpid(child, &status, 0) == -1 && errno == EINTR) continue;
  say_end("without SA_NOCLDWAIT", status);
  return 0;
}
