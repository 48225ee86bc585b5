/* What macOS calls otherwise, or does not have: so that hardly another file asks where it is. Not tested. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#pragma GCC diagnostic ignored "-Wdeprecated-declarations" /* `syscall` */

#define SI_KERNEL 0x80
#define SYS_getdents64 SYS_getdirentries64
#define posix_fallocate(fd, offset, length) ENOTSUP
#define st_atim st_atimespec
#define st_mtim st_mtimespec
#define st_ctim st_ctimespec

/* For `poll` only: milliseconds, rounded up. */
#define SYS_ppoll SYS_poll
#define TIMEOUT(nanoseconds) ((nanoseconds) < 0 ? -1 : ((nanoseconds) + 999999) / 1000000)

static inline int dup3(int from, int to, int flags)
{
  if (from == to) return errno = EINVAL, -1;
  int result = dup2(from, to);
  if (result >= 0 && flags & O_CLOEXEC) fcntl(to, F_SETFD, FD_CLOEXEC);
  return result;
}

static inline int pipe2(int fds[2], int flags)
{
  if (pipe(fds) < 0) return -1;
  for (int i = 0; i < 2; i++) {
    fcntl(fds[i], F_SETFL, flags & O_NONBLOCK);
    fcntl(fds[i], F_SETFD, flags & O_CLOEXEC ? FD_CLOEXEC : 0);
  }
  return 0;
}
