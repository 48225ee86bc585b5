/* select and pselect, on ppoll. wasi-libc's fd_set is a list of descriptors, not of bits. */
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/select.h>
#include <time.h>

#include <prong/syscalls.h>

#include "answer.h"

int ppoll(struct pollfd *polled, nfds_t count, const struct timespec *timeout, const sigset_t *mask)
{
  return answer(__prong_ppoll(polled, count, (void *)timeout, (void *)mask));
}

/* What counts as readable, writable and exceptional (Linux, select(2)). */
#define READABLE (POLLIN | POLLHUP | POLLERR)
#define WRITABLE (POLLOUT | POLLERR)
#define EXCEPTIONAL POLLPRI

/* Asks for an event of each descriptor of a set below `limit`; answers how many are polled then. */
static int ask(struct pollfd *polled, int count, const fd_set *set, int limit, short event)
{
  if (!set) return count;
  for (size_t i = 0; i < set->__nfds; i++) {
    int fd = set->__fds[i], at = 0;
    if (fd >= limit) continue;
    while (at < count && polled[at].fd != fd) at++;
    if (at == count) polled[count++] = (struct pollfd){.fd = fd};
    polled[at].events |= event;
  }
  return count;
}

/* Leaves in a set those below `limit` for which an event was asked and one of `found` came; answers how many. */
static int keep(fd_set *set, const struct pollfd *polled, int count, int limit, short asked, short found)
{
  if (!set) return 0;
  int ready = 0;
  size_t kept = 0;
  for (size_t i = 0; i < set->__nfds; i++) {
    int fd = set->__fds[i];
    int is_ready = fd >= limit;
    for (int at = 0; at < count && !is_ready; at++) {
      if (polled[at].fd == fd && (polled[at].events & asked) && (polled[at].revents & found)) is_ready = 1, ready++;
    }
    if (is_ready) set->__fds[kept++] = fd;
  }
  set->__nfds = kept;
  return ready;
}

int pselect(int limit, fd_set *restrict reads, fd_set *restrict writes, fd_set *restrict exceptions,
            const struct timespec *restrict timeout, const sigset_t *restrict mask)
{
  if (limit < 0 || limit > FD_SETSIZE) return answer(-EINVAL);
  size_t most = (reads ? reads->__nfds : 0) + (writes ? writes->__nfds : 0) + (exceptions ? exceptions->__nfds : 0);
  struct pollfd few[16], *polled = most <= 16 ? few : malloc(most * sizeof *polled);
  if (!polled) return answer(-ENOMEM);
  int count = ask(polled, 0, reads, limit, POLLIN);
  count = ask(polled, count, writes, limit, POLLOUT);
  count = ask(polled, count, exceptions, limit, POLLPRI);
  int result = ppoll(polled, count, timeout, mask);
  for (int at = 0; at < count && result > 0; at++) {
    if (polled[at].revents & POLLNVAL) result = answer(-EBADF);
  }
  if (result >= 0) {
    result = keep(reads, polled, count, limit, POLLIN, READABLE) + keep(writes, polled, count, limit, POLLOUT, WRITABLE) +
             keep(exceptions, polled, count, limit, POLLPRI, EXCEPTIONAL);
  }
  if (polled != few) free(polled);
  return result;
}

/* Linux stores the time that is left, and takes microseconds beyond a second. */
int select(int limit, fd_set *restrict reads, fd_set *restrict writes, fd_set *restrict exceptions,
           struct timeval *restrict timeout)
{
  if (!timeout) return pselect(limit, reads, writes, exceptions, NULL, NULL);
  if (timeout->tv_sec < 0 || timeout->tv_usec < 0) return answer(-EINVAL);
  long long left = timeout->tv_sec * 1000000LL + timeout->tv_usec;
  struct timespec wait = {left / 1000000, left % 1000000 * 1000}, before, after;
  clock_gettime(CLOCK_MONOTONIC, &before);
  int result = pselect(limit, reads, writes, exceptions, &wait, NULL);
  clock_gettime(CLOCK_MONOTONIC, &after);
  left -= (after.tv_sec - before.tv_sec) * 1000000LL + (after.tv_nsec - before.tv_nsec) / 1000;
  if (result == 0 || left < 0) left = 0;
  timeout->tv_sec = left / 1000000;
  timeout->tv_usec = left % 1000000;
  return result;
}
