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
#ifdef __linux__
  if (pipe2(fds, a[2]) < 0) return -errno;
#else
  if (pipe(fds) < 0) return -errno;
  for (int i = 0; i < 2; i++) fcntl(fds[i], F_SETFL, a[2] & O_NONBLOCK), fcntl(fds[i], F_SETFD, a[2] & O_CLOEXEC ? FD_CLOEXEC : 0);
#endif
  out[0] = fds[0], out[1] = fds[1];
  return 0;
}

static int64_t copy(int64_t from, int64_t to, int64_t flags)
{
#ifdef __linux__
  return ANSWER(dup3(from, to, flags));
#else
  if (from == to) return -EINVAL;
  int64_t answer = ANSWER(dup2(from, to));
  if (answer >= 0 && flags & O_CLOEXEC) fcntl(to, F_SETFD, FD_CLOEXEC);
  return answer;
#endif
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
  range[0] = lock.l_type, range[1] = lock.l_whence, range[2] = lock.l_start, range[3] = lock.l_len, range[4] = lock.l_pid;
  return answer;
}

/* poll(pollfds, nanoseconds or -1) */
static int64_t wait_for_events(int64_t *a)
{
#ifdef __linux__
  struct timespec time = {a[2] / 1000000000, a[2] % 1000000000};
  return WAITING(SYS_ppoll, a[0], a[1] / sizeof(struct pollfd), a[2] < 0 ? NULL : &time, NULL, 0);
#else
  return ANSWER(poll(AT(struct pollfd, 0), a[1] / sizeof(struct pollfd), a[2] < 0 ? -1 : (a[2] + 999999) / 1000000));
#endif
}

/* `ioctl` takes bytes or, for null, a number. */
#define CALLS(call)                                                           \
  call(read, "iv", WAITING(SYS_readv, a[0], a[1], a[2]))                      \
  call(write, "iv", WAITING(SYS_writev, a[0], a[1], a[2]))                    \
  call(pread, "ivi", ANSWER(preadv(a[0], AT(struct iovec, 1), a[2], a[3])))   \
  call(pwrite, "ivi", ANSWER(pwritev(a[0], AT(struct iovec, 1), a[2], a[3]))) \
  call(close, "i", ANSWER(close(a[0])))                                       \
  call(fcntl, "iii", ANSWER(fcntl(a[0], a[1], a[2])))                         \
  call(lseek, "ibi", seek(a))                                                 \
  call(pipe2, "bi", make_pipe(a))                                             \
  call(dup3, "iii", copy(a[0], a[1], a[2]))                                   \
  call(recordLock, "iib", lock_range(a))                                      \
  call(flock, "ii", WAITING(SYS_flock, a[0], a[1]))                           \
  call(poll, "bi", wait_for_events(a))                                        \
  call(ioctl, "iibi", WAITING(SYS_ioctl, a[0], a[1], a[2] ? a[2] : a[4]))     \
  call(ttyname, "ib", -ttyname_r(a[0], AT(char, 1), a[2]))

CALLS(FUNCTION)
const struct call descriptor_calls[] = {CALLS(ROW) LAST_ROW};
