/* signal.h: the default action of each signal: to terminate the process, to stop it, or to be ignored. */
#include "../facts.h"

int main(void)
{
  int numbers[] = { SIGHUP,  SIGINT,  SIGQUIT, SIGILL,  SIGTRAP, SIGABRT, SIGBUS,  SIGFPE,    SIGKILL, SIGUSR1,
                    SIGSEGV, SIGUSR2, SIGPIPE, SIGALRM, SIGTERM, SIGCHLD, SIGCONT, SIGSTOP,   SIGTSTP, SIGTTIN,
                    SIGTTOU, SIGURG,  SIGXCPU, SIGXFSZ, SIGVTALRM, SIGPROF, SIGWINCH, SIGIO, SIGSYS,  SIGRTMIN,
                    SIGRTMIN + 1, SIGRTMAX };
  for (int i = 0; i < (int)(sizeof numbers / sizeof *numbers); i++) {
    pid_t child = fork();
    if (child == 0) {
      setpgid(0, 0); /* a group that is not orphaned, which SIGTSTP would not stop */
      signal(numbers[i], SIG_DFL);
      mask_signal(SIG_UNBLOCK, numbers[i]);
      kill(getpid(), numbers[i]);
      _exit(0);
    }
    int status;
    waitpid(child, &status, WUNTRACED);
    const char *name = numbers[i] == SIGRTMAX ? "SIGRTMAX" : signal_name(numbers[i]);
    say("%s: %s", name, WIFSIGNALED(status) ? WTERMSIG(status) == numbers[i] ? "terminates" : "another signal did"
        : WIFSTOPPED(status) ? WSTOPSIG(status) == numbers[i] ? "stops" : "another signal stopped" : "is ignored");
    if (WIFSTOPPED(status)) {
      kill(child, SIGKILL);
      reap(child);
    }
  }
  return 0;
}
