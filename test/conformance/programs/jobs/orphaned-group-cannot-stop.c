/* signal.h: SIGTSTP, SIGTTIN and SIGTTOU do not stop a process of an orphaned group; SIGSTOP does. */
#include "../facts.h"

static const char *state(pid_t child)
{
  int status;
  waitpid(child, &status, WUNTRACED);
  return WIFSTOPPED(status) ? signal_name(WSTOPSIG(status)) : WIFEXITED(status) ? "nothing" : "its end";
}

int main(void)
{
  int numbers[] = { SIGTSTP, SIGTTIN, SIGTTOU, SIGSTOP };
  for (int orphaned = 0; orphaned < 2; orphaned++) {
    for (int i = 0; i < 4; i++) {
      pid_t child = fork();
      if (child == 0) {
        if (orphaned) setsid(); /* its parent is in another session */
        else setpgid(0, 0);     /* its parent is in another group of this session */
        raise(numbers[i]);
        _exit(0);
      }
      say("%s, %s: stopped by %s", orphaned ? "orphaned" : "not orphaned", signal_name(numbers[i]), state(child));
      kill(child, SIGKILL);
      waitpid(child, NULL, 0);
    }
  }
  return 0;
}
