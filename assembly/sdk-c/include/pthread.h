/*
 * wasi-libc's pthread.h. A process is one thread: pthread_create answers EAGAIN. Mutexes, conditions, read-write locks, barriers and
 * spin locks are for processes that share the memory in which they lie (PTHREAD_PROCESS_SHARED), and wait there.
 */
#ifndef PRONG_PTHREAD_H
#define PRONG_PTHREAD_H

#include_next <pthread.h>

#ifdef __cplusplus
extern "C" {
#endif

void pthread_exit(void *) __attribute__((__noreturn__));
int pthread_cancel(pthread_t);
int pthread_kill(pthread_t, int);
int pthread_cond_clockwait(pthread_cond_t *, pthread_mutex_t *, clockid_t, const struct timespec *);
int pthread_mutex_clocklock(pthread_mutex_t *, clockid_t, const struct timespec *);

#ifdef __cplusplus
}
#endif

#endif
