/*
 * What Prong has of signal.h: the numbers of Linux, kill and raise. wasi-libc's own header declares an emulation inside
 * one process, so it is not included. Handlers and masks are not here yet: what is not declared is not supported.
 */
#ifndef PRONG_SIGNAL_H
#define PRONG_SIGNAL_H

#define __NEED_pid_t
#define __NEED_sigset_t
#define __NEED_size_t
#include <bits/alltypes.h>

#include <prong/numbers.h>

#define SIGIOT SIGABRT
#define SIGPOLL SIGIO
#define NSIG _NSIG

#ifdef __cplusplus
extern "C" {
#endif

typedef int sig_atomic_t;

int kill(pid_t, int);
int raise(int);
void psignal(int, const char *);

#ifdef __cplusplus
}
#endif

#endif
