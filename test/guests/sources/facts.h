/*
 * For programs that print facts of the system, one a line: the same on a host. Printed without buffers, so that forked processes
 * print each line once. On a host whoever is root becomes somebody who is not.
 */
#include <errno.h>
#include <grp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void tell(const char *format, ...)
{
  char line[256];
  va_list rest;
  va_start(rest, format);
  int length = vsnprintf(line, sizeof line, format, rest);
  va_end(rest);
  write(STDOUT_FILENO, line, length);
}

static const char *error_name(int error)
{
  switch (error) {
    case EACCES: return "EACCES";
    case EAGAIN: return "EAGAIN";
    case EBADF: return "EBADF";
    case ECHILD: return "ECHILD";
    case EFAULT: return "EFAULT";
    case EFBIG: return "EFBIG";
    case EINTR: return "EINTR";
    case EINVAL: return "EINVAL";
    case EMFILE: return "EMFILE";
    case ENOENT: return "ENOENT";
    case ENOMEM: return "ENOMEM";
    case EPERM: return "EPERM";
    case ERANGE: return "ERANGE";
    case ESRCH: return "ESRCH";
    case EOPNOTSUPP: return "EOPNOTSUPP";
    default: return "another error";
  }
}

/* What a call answered, or its errno. */
static void show(const char *what, long result)
{
  if (result == -1) tell("%s: %s\n", what, error_name(errno));
  else tell("%s: %ld\n", what, result);
}

/* Runs a part of the test in a child, and says how that ended. */
static void part(const char *name, void (*run)(void))
{
  tell("-- %s\n", name);
  pid_t child = fork();
  if (child == 0) {
    run();
    _exit(0);
  }
  int status;
  waitpid(child, &status, 0);
  if (WIFSIGNALED(status)) tell("killed by signal %d\n", WTERMSIG(status));
  else tell("exit %d\n", WEXITSTATUS(status));
}

static void become_user(void)
{
  if (getuid() != 0) return;
  gid_t group = 1000;
  setgroups(1, &group);
  if (setresgid(1000, 1000, 1000) < 0 || setresuid(1000, 1000, 1000) < 0) exit(99);
}
