/* poll. wasi-libc's makes do with poll_oneoff, which knows no POLLERR and wants a right for each event that is asked for. */
#include <poll.h>

#include <prong/syscalls.h>

#include "answer.h"

int poll(struct pollfd *polled, nfds_t count, int timeout) { return answer(__prong_poll(polled, count, timeout)); }
