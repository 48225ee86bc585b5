/* What the programs about signals share: each case runs in a child of its own, handlers note a letter each. */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "say.h"

static char notes[64];
static volatile int noted;

static void note(char letter)
{
  if (noted < (int)sizeof notes - 1) notes[noted++] = letter;
}

/* Prints what was noted, and forgets it. */
static void tell(const char *text)
{
  char line[160];
  notes[noted] = '\0';
  strcpy(line, text);
  strcat(line, ": ");
  strcat(line, noted ? notes : "-");
  say(line, 0);
  noted = 0;
}

/* `#` stands for the number of a signal. */
static void say_end(const char *who, int status)
{
  char line[160];
  strcpy(line, who);
  strcat(line, WIFEXITED(status) ? " exits with #" : WIFSIGNALED(status) ? " is killed by signal #" : " is in state #");
  say(line, WIFEXITED(status) ? WEXITSTATUS(status) : WIFSIGNALED(status) ? WTERMSIG(status) : status);
}

static __attribute__((unused)) const char *error_name(void)
{
  switch (errno) {
  case EAGAIN: return "EAGAIN";
  case ECHILD: return "ECHILD";
  case EFAULT: return "EFAULT";
  case EINTR: return "EINTR";
  case EINVAL: return "EINVAL";
  case EPERM: return "EPERM";
  case ESRCH: return "ESRCH";
  case ENOMEM: return "ENOMEM";
  default: return "another error";
  }
}

/* Prints what a call answered: a number, or the error. */
static __attribute__((unused)) void say_answer(const char *text, long answer)
{
  char line[160];
  strcpy(line, text);
  strcat(line, ": ");
  strcat(line, answer == -1 ? error_name() : "#");
  say(line, answer);
}

static __attribute__((unused)) void install(int signal, void (*handler)(int), int flags)
{
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = handler;
  action.sa_flags = flags;
  sigaction(signal, &action, NULL);
}

static __attribute__((unused)) void mask(int how, int signal)
{
  sigset_t set;
  sigemptyset(&set);
  if (signal) sigaddset(&set, signal);
  sigprocmask(how, &set, NULL);
}

static __attribute__((unused)) void send(int signal) { kill(getpid(), signal); }

/* Runs a case in a child, and says how that ended. */
static __attribute__((unused)) void in_child(const char *name, void (*body)(void))
{
  int status;
  say(name, 0);
  pid_t pid = fork();
  if (pid == 0) {
    body();
    _exit(0);
  }
  while (waitpid(pid, &status, 0) < 0) ;
  say_end(" it", status);
}
