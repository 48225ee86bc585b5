/* wasi-libc's semaphore.h, with what is real here and not there. */
#ifndef PRONG_SEMAPHORE_H
#define PRONG_SEMAPHORE_H

#include <time.h>
#include_next <semaphore.h>

#ifdef __cplusplus
extern "C" {
#endif

int sem_clockwait(sem_t *, clockid_t, const struct timespec *);

#ifdef __cplusplus
}
#endif

#endif
