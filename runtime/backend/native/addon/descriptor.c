/* Descriptors: reading, writing, copies, pipes, locks, terminals, and waiting for them. */
#include "addon.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

/* pipe2([fds], flags) */
static int64_t make_pipe(int64_t *a)
{
  NUMBERS(out, 0, 2);
  int fds[2];
  if (pipe2(fds, a[2]) < 0) return -errno;
  STORE(out, fds[0], fds[1]);
  return 0;
}

/* lseek(fd, [offset], whence): the offset is too large for a number of JavaScript. */
static int64_t seek(int64_t *a)
{
  NUMBERS(offset, 1, 1);
  off_t at = lseek(a[0], *offset, a[3]);
  if (at >= 0) *offset = at;
  return at < 0 ? -errno : 0;
}

/* recordLock(fd, command, [type, whence, start, length, pid]) */
static int64_t lock_range(int64_t *a)
{
  NUMBERS(range, 2, 5);
  struct flock lock = {.l_type = range[0], .l_whence = range[1], .l_start = range[2], .l_len = range[3], .l_pid = range[4]};
  int64_t answer = WAITING(SYS_fcntl, a[0], a[1], &lock);
  STORE(range, lock.l_type, lock.l_whence, lock.l_start, lock.l_len, lock.l_pid);
  return answer;
}

/* `poll` waits for nanoseconds, or -1; `ioctl` takes bytes or, for null, a number. */
#define CALLS(call)                                                                       \
  call(read, "iv", WAITING(SYS_readv, a[0], a[1], a[2]))                                  \
  call(write, "iv", WAITING(SYS_writev, a[0], a[1], a[2]))                                \
  call(pread, "ivi", ANSWER(preadv(a[0], AT(struct iovec, 1), a[2], a[3])))               \
  call(pwrite, "ivi", ANSWER(pwritev(a[0], AT(struct iovec, 1), a[2], a[3])))             \
  call(close, "i", ANSWER(close(a[0])))                                                   \
  call(fcntl, "iii", ANSWER(fcntl(a[0], a[1], a[2])))                                     \
  call(lseek, "ibi", seek(a))                                                             \
  call(pipe2, "bi", make_pipe(a))                                                         \
  call(dup3, "iii", ANSWER(dup3(a[0], a[1], a[2])))                                       \
  call(recordLock, "iib", lock_range(a))                                                  \
  call(flock, "ii", WAITING(SYS_flock, a[0], a[1]))                                       \
  call(poll, "bi", WAITING(SYS_ppoll, a[0], a[1] / sizeof(struct pollfd), TIMEOUT(a[2]))) \
  call(ioctl, "iibi", WAITING(SYS_ioctl, a[0], a[1], a[2] ? a[2] : a[4]))                 \
  call(ttyname, "ib", -ttyname_r(a[0], AT(char, 1), a[2]))

TABLE(descriptor_calls)
