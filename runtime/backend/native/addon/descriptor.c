/* Descriptors: reading, writing, copies, pipes. */
#include "addon.h"

#include <fcntl.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static int64_t read_(int64_t *a) { return WAITING(SYS_readv, a[0], a[1], a[2]); }
static int64_t write_(int64_t *a) { return WAITING(SYS_writev, a[0], a[1], a[2]); }
static int64_t close_(int64_t *a) { return ANSWER(close(a[0])); }
static int64_t fcntl_(int64_t *a) { return ANSWER(fcntl(a[0], a[1], a[2])); }
static int64_t lseek_(int64_t *a) { return ANSWER(lseek(a[0], a[1], a[2])); }

/* pipe2([fds], flags) */
static int64_t pipe_(int64_t *a)
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

static int64_t dup2_(int64_t *a)
{
#ifdef __linux__
  return ANSWER(dup3(a[0], a[1], a[2]));
#else
  return a[0] == a[1] ? -EINVAL : ANSWER(dup2(a[0], a[1]));
#endif
}

const struct call descriptor_calls[] = {
  {"read", "iv", read_},
  {"write", "iv", write_},
  {"close", "i", close_},
  {"fcntl", "iii", fcntl_},
  {"lseek", "iii", lseek_},
  {"pipe2", "bi", pipe_},
  {"dup3", "iii", dup2_},
  {NULL, NULL, NULL},
};
