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

/* Locks wait, and pass a pointer: they are a call of their own. */
int fcntl(int fd, int command, ...)
{
  va_list rest;
  va_start(rest, command);
  void *argument = va_arg(rest, void *);
  va_end(rest);
  switch (command) {
    case F_GETLK:
    case F_SETLK:
    case F_SETLKW:
    case F_OFD_GETLK:
    case F_OFD_SETLK:
    case F_OFD_SETLKW:
      return answer(__prong_record_lock(fd, command, argument));
    default:
      return answer(__prong_fcntl(fd, command, (int)argument));
  }
}
