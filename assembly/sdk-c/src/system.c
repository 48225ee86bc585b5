/* system (POSIX.1-2024): runs a shell command, and waits for it. */
#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#include <wasi/libc-environ.h>

static int run_shell(const char *command)
{
  struct sigaction ignored = {.sa_handler = SIG_IGN}, interrupt, quit;
  sigset_t child, before;
  sigaction(SIGINT, &ignored, &interrupt);
  sigaction(SIGQUIT, &ignored, &quit);
  sigemptyset(&child);
  sigaddset(&child, SIGCHLD);
  sigprocmask(SIG_BLOCK, &child, &before);

  posix_spawnattr_t attributes;
  sigset_t defaults;
  sigemptyset(&defaults);
  if (interrupt.sa_handler != SIG_IGN) sigaddset(&defaults, SIGINT);
  if (quit.sa_handler != SIG_IGN) sigaddset(&defaults, SIGQUIT);
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setsigdefault(&attributes, &defaults);
  posix_spawnattr_setsigmask(&attributes, &before);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  char *argv[] = {"sh", "-c", "--", (char *)command, NULL};
  pid_t pid;
  int status = 127 << 8; /* as if the shell had ended so: there is none */
  int error = posix_spawn(&pid, "/bin/sh", NULL, &attributes, argv, __wasilibc_get_environ());
  if (error == EAGAIN || error == ENOMEM) status = -1;
  if (!error) {
    while (waitpid(pid, &status, 0) < 0) {
      if (errno == EINTR) continue;
      error = errno;
      status = -1;
      break;
    }
  }

  sigaction(SIGINT, &interrupt, NULL);
  sigaction(SIGQUIT, &quit, NULL);
  sigprocmask(SIG_SETMASK, &before, NULL);
  if (error) errno = error;
  return status;
}

/*
 * Answers the shell's status as waitpid stores it, 127 for no shell; without a command, whether there is one. SIGINT and
 * SIGQUIT are ignored meanwhile, and SIGCHLD waits.
 *
 * - EAGAIN ENOMEM  of posix_spawn: answers -1
 * - ECHILD         children are reaped without being waited for (SIGCHLD is ignored): answers -1
 */
int system(const char *command)
{
  return command ? run_shell(command) : run_shell("exit 0") == 0;
}
