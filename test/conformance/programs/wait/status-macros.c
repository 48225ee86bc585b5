/* sys/wait.h: exactly one of WIFEXITED, WIFSIGNALED, WIFSTOPPED and WIFCONTINUED holds of a status. */
#include "../facts.h"

static void show(const char *what, int status)
{
  say("%s: exited %d, signaled %d, stopped %d, continued %d", what, !!WIFEXITED(status), !!WIFSIGNALED(status),
      !!WIFSTOPPED(status), !!WIFCONTINUED(status));
}

int main(void)
{
  int status;
  pid_t child = fork();
  if (child == 0) _exit(0);
  waitpid(child, &status, 0);
  show("_exit(0)", status);
  child = fork();
  if (child == 0) _exit(127);
  waitpid(child, &status, 0);
  show("_exit(127)", status);
  say("WEXITSTATUS %d", WEXITSTATUS(status));
  child = fork();
  if (child == 0)
    for (;;) pause();
  kill(child, SIGSTOP);
  waitpid(child, &status, WUNTRACED);
  show("SIGSTOP", status);
  say("WSTOPSIG is SIGSTOP: %s", yes(WSTOPSIG(status) == SIGSTOP));
  kill(child, SIGCONT);
  waitpid(child, &status, WCONTINUED);
  show("SIGCONT", status);
  kill(child, SIGKILL);
  waitpid(child, &status, 0);
  show("SIGKILL", status);
  say("WTERMSIG is SIGKILL: %s", yes(WTERMSIG(status) == SIGKILL));
  return 0;
}
