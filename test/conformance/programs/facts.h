/*
 * How the programs here say their facts: one write(2) each, so that no buffer is left to be doubled by a fork, and in
 * words that every system shares: strerror's and strsignal's texts differ. It must be included first: POSIX.1-2024's
 * novelties are hidden by some libraries unless _GNU_SOURCE asks for them.
 */
#ifndef FACTS_H
#define FACTS_H

#define _GNU_SOURCE 1
#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

__attribute__((format(printf, 1, 2))) static inline void say(const char *format, ...)
{
  char text[512];
  va_list values;
  va_start(values, format);
  int length = vsnprintf(text, sizeof text - 1, format, values);
  va_end(values);
  text[length++] = '\n';
  if (write(STDOUT_FILENO, text, length) != length) _exit(99);
}

static inline const char *yes(int holds) { return holds ? "yes" : "no"; }

struct fact_name {
  int number;
  const char *name;
};

/* The name of an error: "EAGAIN". */
static inline const char *error_name(int error)
{
#define E(name) { name, #name }
  static const struct fact_name names[] = {
    E(E2BIG), E(EACCES), E(EAGAIN), E(EBADF), E(EBUSY), E(ECHILD), E(EDEADLK), E(EEXIST), E(EFAULT), E(EFBIG),
    E(EINTR), E(EINVAL), E(EIO), E(EISDIR), E(ELOOP), E(EMFILE), E(ENAMETOOLONG), E(ENFILE), E(ENODEV), E(ENOENT),
    E(ENOEXEC), E(ENOMEM), E(ENOSPC), E(ENOSYS), E(ENOTDIR), E(ENOTEMPTY), E(ENOTSUP), E(ENOTTY), E(ENXIO),
    E(EOVERFLOW), E(EPERM), E(EPIPE), E(ERANGE), E(EROFS), E(ESPIPE), E(ESRCH), E(ETIMEDOUT), E(ETXTBSY),
  };
#undef E
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (names[i].number == error) return names[i].name;
  return error == 0 ? "no error" : "another error";
}

/* The name of a signal: "SIGCHLD", "SIGRTMIN+1". */
static inline const char *signal_name(int number)
{
#define S(name) { name, #name }
  static const struct fact_name names[] = {
    S(SIGHUP), S(SIGINT), S(SIGQUIT), S(SIGILL), S(SIGTRAP), S(SIGABRT), S(SIGBUS), S(SIGFPE), S(SIGKILL),
    S(SIGUSR1), S(SIGSEGV), S(SIGUSR2), S(SIGPIPE), S(SIGALRM), S(SIGTERM), S(SIGCHLD), S(SIGCONT), S(SIGSTOP),
    S(SIGTSTP), S(SIGTTIN), S(SIGTTOU), S(SIGURG), S(SIGXCPU), S(SIGXFSZ), S(SIGVTALRM), S(SIGPROF), S(SIGWINCH),
    S(SIGIO), S(SIGSYS), { 0, "no signal" },
  };
#undef S
  static char text[32];
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (names[i].number == number) return names[i].name;
  if (number < SIGRTMIN || number > SIGRTMAX) return "another signal";
  if (number == SIGRTMIN) return "SIGRTMIN";
  snprintf(text, sizeof text, "SIGRTMIN+%d", number - SIGRTMIN);
  return text;
}

/* "what: ok", or the error's name. A call failed when its result is -1. */
static inline void say_result(const char *what, long result)
{
  say("%s: %s", what, result == -1 ? error_name(errno) : "ok");
}

/* "who: exited with 3", "who: killed by SIGTERM". */
static inline void say_end(const char *who, int status)
{
  if (WIFEXITED(status)) say("%s: exited with %d", who, WEXITSTATUS(status));
  else if (WIFSIGNALED(status)) say("%s: killed by %s", who, signal_name(WTERMSIG(status)));
  else if (WIFSTOPPED(status)) say("%s: stopped by %s", who, signal_name(WSTOPSIG(status)));
  else if (WIFCONTINUED(status)) say("%s: continued", who);
  else say("%s: none of POSIX's four ends", who);
}

/* Waits for a child, and says how it ended. */
static inline void await(const char *who, pid_t child)
{
  int status = 0;
  if (waitpid(child, &status, 0) == child) say_end(who, status);
  else say("%s: waitpid failed: %s", who, error_name(errno));
}

/* Waits for a child of which nothing is said. */
static inline void reap(pid_t child)
{
  while (waitpid(child, NULL, 0) == -1 && errno == EINTR) continue;
}

/* Sets a handler with these flags. */
static inline void handle(int number, void (*handler)(int), int flags)
{
  struct sigaction action;
  memset(&action, 0, sizeof action);
  sigemptyset(&action.sa_mask);
  action.sa_handler = handler;
  action.sa_flags = flags;
  sigaction(number, &action, NULL);
}

/* SIG_BLOCK, SIG_UNBLOCK or SIG_SETMASK for one signal. */
static inline void mask_signal(int how, int number)
{
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, number);
  sigprocmask(how, &set, NULL);
}

#endif
