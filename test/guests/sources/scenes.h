/* What the scenes of job-control.c and sessions.c need: showing what calls answer and what became of children. No pid is shown. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#define SHOW(...) dprintf(1, __VA_ARGS__)

static __attribute__((unused)) const char *error(void)
{
  static const struct { int number; const char *name; } NAMES[] = {
    {EPERM, "EPERM"}, {ESRCH, "ESRCH"}, {EINVAL, "EINVAL"}, {EACCES, "EACCES"}, {ENOTTY, "ENOTTY"}, {EIO, "EIO"},
    {EINTR, "EINTR"}, {EBADF, "EBADF"}, {EFAULT, "EFAULT"}, {ENXIO, "ENXIO"}, {ERANGE, "ERANGE"}, {EAGAIN, "EAGAIN"},
  };
  for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) if (NAMES[i].number == errno) return NAMES[i].name;
  return "another error";
}

/* What a call answered: 0, a number, or the name of its error. */
static __attribute__((unused)) const char *result(long answer)
{
  static char text[4][24];
  static int next;
  char *here = text[next++ & 3];
  if (answer < 0) return error();
  sprintf(here, "%ld", answer);
  return here;
}

static __attribute__((unused)) void show_status(const char *who, int status)
{
  if (WIFEXITED(status)) SHOW("%s exited with %d\n", who, WEXITSTATUS(status));
  else if (WIFSIGNALED(status)) SHOW("%s was killed by %d\n", who, WTERMSIG(status));
  else if (WIFSTOPPED(status)) SHOW("%s was stopped by %d\n", who, WSTOPSIG(status));
  else if (WIFCONTINUED(status)) SHOW("%s goes on\n", who);
}

static __attribute__((unused)) int wait_for(const char *who, pid_t pid, int options)
{
  int status = 0;
  if (waitpid(pid, &status, options) < 0) SHOW("waiting for %s: %s\n", who, error());
  show_status(who, status);
  return status;
}

static __attribute__((unused)) void read_line(const char *who)
{
  char line[100];
  ssize_t count = read(0, line, sizeof line);
  if (count < 0) SHOW("%s: %s\n", who, error());
  else SHOW("%s read %d: %.*s", who, (int)count, (int)count, line);
}

/* A child in a group of its own: both sides make it, as shells do. */
static __attribute__((unused)) pid_t in_group(void)
{
  pid_t child = fork();
  if (child == 0) {
    setpgid(0, 0);
    signal(SIGTTOU, SIG_DFL);
  }
  else setpgid(child, child);
  return child;
}

static __attribute__((unused)) int caught;
static __attribute__((unused)) void note(int signal) { caught = signal; }

static __attribute__((unused)) void catch(int signal, int flags)
{
  struct sigaction action = {0};
  action.sa_handler = note;
  action.sa_flags = flags;
  sigaction(signal, &action, 0);
}

static __attribute__((unused)) void bring_forward(pid_t group)
{
  if (tcsetpgrp(0, group) < 0) SHOW("tcsetpgrp: %s\n", error());
}
