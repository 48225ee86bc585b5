/* Locks on files: flock, and lockf, which is fcntl's record locks from the file's offset on. */
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <prong/syscalls.h>

#include "answer.h"

int flock(int fd, int operation) { return answer(__prong_flock(fd, operation)); }

int lockf(int fd, int function, off_t size)
{
  struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_CUR, .l_len = size};
  switch (function) {
    case F_ULOCK:
      lock.l_type = F_UNLCK;
      return fcntl(fd, F_SETLK, &lock);
    case F_LOCK:
      return fcntl(fd, F_SETLKW, &lock);
    case F_TLOCK:
      return fcntl(fd, F_SETLK, &lock);
    case F_TEST:
      lock.l_type = F_RDLCK;
      if (fcntl(fd, F_GETLK, &lock) < 0) return -1;
      return lock.l_type == F_UNLCK || lock.l_pid == getpid() ? 0 : answer(-EACCES);
    default:
      return answer(-EINVAL);
  }
}
