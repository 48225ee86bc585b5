/* Descriptors: pipes, duplicates, flags. */
#include <fcntl.h>
#include <stdarg.h>
#include <unistd.h>

#include "answer.h"

int pipe(int fds[2]) { return pipe2(fds, 0); }
int pipe2(int fds[2], int flags) { return answer(__prong_pipe2(fds, flags)); }

int dup(int fd) { return answer(__prong_dup(fd)); }

/* dup3 refuses a descriptor made to name itself; dup2 has nothing to do then, if it is open. */
int dup2(int from, int to)
{
  if (from == to) return fcntl(from, F_GETFD) < 0 ? -1 : to;
  return dup3(from, to, 0);
}

int dup3(int from, int to, int flags) { return answer(__prong_dup3(from, to, flags)); }

int fcntl(int fd, int command, ...)
{
  va_list rest;
  va_start(rest, command);
  int argument = va_arg(rest, int);
  va_end(rest);
  return answer(__prong_fcntl(fd, command, argument));
}
