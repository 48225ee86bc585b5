/* wasi-libc's poll.h, with ppoll for everybody, and the events that never come. */
#ifndef PRONG_POLL_H
#define PRONG_POLL_H

#include_next <poll.h>

#define __NEED_time_t
#define __NEED_struct_timespec
#define __NEED_sigset_t
#include <bits/alltypes.h>

#define POLLRDBAND 0x0080
#define POLLWRBAND 0x0100
#define POLLMSG 0x0400
#define POLLRDHUP 0x0800

#ifdef __cplusplus
extern "C" {
#endif

int ppoll(struct pollfd *, nfds_t, const struct timespec *, const sigset_t *);

#ifdef __cplusplus
}
#endif

#endif
