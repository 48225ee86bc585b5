/* The family of exec: all of it is execve, with the arguments gathered and the path searched for first. */
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wasi/libc-environ.h>

#include "answer.h"
#include "exec.h"

int __prong_run(const char *path, char *const argv[], char *const envp[])
{
  return __prong_execve(path, strlen(path), argv, envp);
}

/* A file that is no program, nor names one by `#!`, is a shell script to those that search (POSIX.1-2024 exec). */
static int run_script(const char *path, char *const argv[], char *const envp[])
{
  size_t count = 0;
  while (argv && argv[count]) count++;
  if (count == 0) count = 1; /* no name: the shell's own */
  char *words[count + 2];
  words[0] = argv && argv[0] ? argv[0] : (char *)"sh";
  words[1] = (char *)path;
  for (size_t i = 1; i < count; i++) words[i + 1] = argv[i];
  words[count + 1] = NULL;
  int error = __prong_run("/bin/sh", words, envp);
  return error == -ENOENT ? -ENOEXEC : error; /* there is no shell */
}

static int run_file(const char *path, char *const argv[], char *const envp[])
{
  int error = __prong_run(path, argv, envp);
  return error == -ENOEXEC ? run_script(path, argv, envp) : error;
}

/* A file that exists but may not be run is only reported when no later directory of PATH has a better one. */
int __prong_run_found(const char *file, const char *directories, char *const argv[], char *const envp[])
{
  if (strchr(file, '/')) return run_file(file, argv, envp);
  if (*file == '\0') return -ENOENT;
  size_t file_length = strlen(file);
  if (file_length > NAME_MAX) return -ENAMETOOLONG;

  const char *directory = directories ? directories : "/bin:/usr/bin";
  int denied = 0;
  for (;;) {
    size_t length = strcspn(directory, ":");
    if (length + 1 + file_length < PATH_MAX) {
      char path[PATH_MAX];
      memcpy(path, directory, length);
      if (length > 0) path[length] = '/';
      memcpy(path + length + (length > 0), file, file_length + 1);
      int error = run_file(path, argv, envp);
      if (error == -EACCES) denied = 1;
      else if (error != -ENOENT && error != -ENOTDIR) return error;
    }
    if (directory[length] == '\0') return denied ? -EACCES : -ENOENT;
    directory += length + 1;
  }
}

int execve(const char *path, char *const argv[], char *const envp[]) { return answer(__prong_run(path, argv, envp)); }
/* The file goes by the name that /proc has for it, as in C libraries on systems without the call. */
int fexecve(int fd, char *const argv[], char *const envp[])
{
  char path[sizeof "/proc/self/fd/" + 3 * sizeof fd];
  if (fcntl(fd, F_GETFD) < 0) return -1;
  snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
  return execve(path, argv, envp);
}

int execv(const char *path, char *const argv[]) { return execve(path, argv, __wasilibc_get_environ()); }
int execvp(const char *file, char *const argv[]) { return execvpe(file, argv, __wasilibc_get_environ()); }

int execvpe(const char *file, char *const argv[], char *const envp[])
{
  return answer(__prong_run_found(file, getenv("PATH"), argv, envp));
}

/* How many arguments there are in all, `first` and the NULL included. */
static size_t count_arguments(const char *first, va_list rest)
{
  size_t count = 1;
  for (const char *argument = first; argument; argument = va_arg(rest, const char *)) count++;
  return count;
}

/* Stores the arguments and leaves `rest` behind the NULL, where execle keeps the environment. */
#define GATHER_ARGUMENTS(argv, first, rest)                                     \
  va_list rest;                                                                 \
  va_start(rest, first);                                                        \
  size_t count = count_arguments(first, rest);                                  \
  va_end(rest);                                                                 \
  char *argv[count];                                                            \
  va_start(rest, first);                                                        \
  argv[0] = (char *)first;                                                      \
  for (size_t i = 1; i < count; i++) argv[i] = va_arg(rest, char *);

int execl(const char *path, const char *first, ...)
{
  GATHER_ARGUMENTS(argv, first, rest)
  va_end(rest);
  return execv(path, argv);
}

int execlp(const char *file, const char *first, ...)
{
  GATHER_ARGUMENTS(argv, first, rest)
  va_end(rest);
  return execvp(file, argv);
}

int execle(const char *path, const char *first, ...)
{
  GATHER_ARGUMENTS(argv, first, rest)
  char **envp = va_arg(rest, char **);
  va_end(rest);
  return execve(path, argv, envp);
}
