/*
 * POSIX threads for a process that is one thread: nobody else can be in its mutexes but processes that share their memory. wasi-libc
 * has attributes, keys, pthread_once and pthread_self; what may have to wait is here.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "wait_word.h"

/* Threads: there are none but the first. */

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*start)(void *), void *argument)
{
  (void)thread, (void)attributes, (void)start, (void)argument;
  return EAGAIN;
}

int pthread_join(pthread_t thread, void **result)
{
  (void)result;
  return thread == pthread_self() ? EDEADLK : ESRCH;
}

int pthread_detach(pthread_t thread) { return thread == pthread_self() ? 0 : ESRCH; }

/* The last thread ends its process (POSIX). */
void pthread_exit(void *result)
{
  (void)result;
  exit(0);
}

int pthread_kill(pthread_t thread, int signal)
{
  if (thread != pthread_self()) return ESRCH;
  int error = errno;
  int result = kill(getpid(), signal) < 0 ? errno : 0;
  errno = error;
  return result;
}

/* Mutexes: a word that is 0, or the pid of who has it; how many times more it has it; its type. */

#define OWNER(mutex) ((mutex)->__u.__vi[0])
#define DEPTH(mutex) ((mutex)->__u.__i[1])
#define TYPE(mutex) ((mutex)->__u.__i[2])

int pthread_mutex_init(pthread_mutex_t *mutex, const pthread_mutexattr_t *attributes)
{
  memset(mutex, 0, sizeof *mutex);
  if (attributes) pthread_mutexattr_gettype(attributes, &TYPE(mutex));
  return 0;
}

int pthread_mutex_destroy(pthread_mutex_t *mutex) { return OWNER(mutex) == 0 ? 0 : EBUSY; }

/* What is to be done where the caller has the mutex already; -1: nothing that differs. */
static int lock_again(pthread_mutex_t *mutex)
{
  if (OWNER(mutex) != getpid() || TYPE(mutex) == PTHREAD_MUTEX_NORMAL) return -1;
  if (TYPE(mutex) == PTHREAD_MUTEX_ERRORCHECK) return EDEADLK;
  if (DEPTH(mutex) == INT_MAX) return EAGAIN;
  DEPTH(mutex)++;
  return 0;
}

int pthread_mutex_lock(pthread_mutex_t *mutex)
{
  int result = lock_again(mutex);
  return result >= 0 ? result : -change_word_at_last(&OWNER(mutex), 0, 0, getpid());
}

int pthread_mutex_trylock(pthread_mutex_t *mutex)
{
  int result = TYPE(mutex) == PTHREAD_MUTEX_RECURSIVE ? lock_again(mutex) : -1;
  if (result < 0) result = -change_word(&OWNER(mutex), 0, 0, getpid(), NOT_AT_ALL);
  return result == EAGAIN ? EBUSY : result;
}

int pthread_mutex_clocklock(pthread_mutex_t *mutex, clockid_t clock, const struct timespec *until)
{
  int result = lock_again(mutex);
  if (result >= 0) return result;
  do result = -change_word_until(&OWNER(mutex), 0, 0, getpid(), clock, until);
  while (result == EINTR);
  return result;
}

int pthread_mutex_timedlock(pthread_mutex_t *mutex, const struct timespec *until)
{
  return pthread_mutex_clocklock(mutex, CLOCK_REALTIME, until);
}

int pthread_mutex_unlock(pthread_mutex_t *mutex)
{
  int owner = OWNER(mutex);
  if (TYPE(mutex) != PTHREAD_MUTEX_NORMAL) {
    if (owner != getpid()) return EPERM;
    if (DEPTH(mutex) > 0) {
      DEPTH(mutex)--;
      return 0;
    }
  }
  if (owner != 0) change_word(&OWNER(mutex), owner, owner, -owner, NOT_AT_ALL);
  return 0;
}

/* Nobody hears of the end of a mutex's owner here: so no mutex is robust. */
int pthread_mutexattr_setrobust(pthread_mutexattr_t *attributes, int robust)
{
  (void)attributes;
  if (robust == PTHREAD_MUTEX_STALLED) return 0;
  return robust == PTHREAD_MUTEX_ROBUST ? ENOTSUP : EINVAL;
}

int pthread_mutex_consistent(pthread_mutex_t *mutex)
{
  (void)mutex;
  return EINVAL;
}

/* Conditions: a number that every signal raises, and whose times those of the waits are. */

#define SIGNALS(condition) ((condition)->__u.__vi[0])
#define MONOTONIC(condition) ((condition)->__u.__i[1])

/* wasi-libc's wants the address of an object for a clock. */
int pthread_condattr_setclock(pthread_condattr_t *attributes, clockid_t clock)
{
  if (clock != CLOCK_REALTIME && clock != CLOCK_MONOTONIC) return EINVAL;
  attributes->__attr = (attributes->__attr & 0x80000000) | clock;
  return 0;
}

int pthread_cond_init(pthread_cond_t *condition, const pthread_condattr_t *attributes)
{
  memset(condition, 0, sizeof *condition);
  if (!attributes) return 0;
  MONOTONIC(condition) = (attributes->__attr & 0x7fffffff) == CLOCK_MONOTONIC;
  return 0;
}

int pthread_cond_destroy(pthread_cond_t *condition)
{
  (void)condition;
  return 0;
}

int pthread_cond_broadcast(pthread_cond_t *condition)
{
  change_word(&SIGNALS(condition), INT_MIN, INT_MAX, 1, NOT_AT_ALL);
  return 0;
}

/* All who wait look again: POSIX lets more than one wake. */
int pthread_cond_signal(pthread_cond_t *condition) { return pthread_cond_broadcast(condition); }

static int wait_for_signal(pthread_cond_t *condition, pthread_mutex_t *mutex, clockid_t clock, const struct timespec *until)
{
  if (TYPE(mutex) != PTHREAD_MUTEX_NORMAL && OWNER(mutex) != getpid()) return EPERM;
  if (until && (until->tv_nsec < 0 || until->tv_nsec >= 1000000000)) return EINVAL;
  int next = (int)(SIGNALS(condition) + 1u);
  int depth = DEPTH(mutex);
  DEPTH(mutex) = 0;
  pthread_mutex_unlock(mutex);
  int result;
  do {
    result = until ? -change_word_until(&SIGNALS(condition), next, INT_MAX, 0, clock, until)
                   : -change_word(&SIGNALS(condition), next, INT_MAX, 0, FOR_EVER);
  } while (result == EINTR);
  pthread_mutex_lock(mutex);
  DEPTH(mutex) = depth;
  return result;
}

int pthread_cond_wait(pthread_cond_t *condition, pthread_mutex_t *mutex)
{
  return wait_for_signal(condition, mutex, CLOCK_REALTIME, NULL);
}

int pthread_cond_clockwait(pthread_cond_t *condition, pthread_mutex_t *mutex, clockid_t clock, const struct timespec *until)
{
  return wait_for_signal(condition, mutex, clock, until);
}

int pthread_cond_timedwait(pthread_cond_t *condition, pthread_mutex_t *mutex, const struct timespec *until)
{
  return wait_for_signal(condition, mutex, MONOTONIC(condition) ? CLOCK_MONOTONIC : CLOCK_REALTIME, until);
}

/* Read-write locks: a word that is 0, how many read, or -1 where one writes. */

#define HELD(lock) ((lock)->__u.__vi[0])

int pthread_rwlock_init(pthread_rwlock_t *lock, const pthread_rwlockattr_t *attributes)
{
  (void)attributes;
  memset(lock, 0, sizeof *lock);
  return 0;
}

int pthread_rwlock_destroy(pthread_rwlock_t *lock) { return HELD(lock) == 0 ? 0 : EBUSY; }

static int busy(int result) { return result == -EAGAIN ? EBUSY : -result; }

int pthread_rwlock_rdlock(pthread_rwlock_t *lock) { return -change_word_at_last(&HELD(lock), 0, INT_MAX - 1, 1); }
int pthread_rwlock_wrlock(pthread_rwlock_t *lock) { return -change_word_at_last(&HELD(lock), 0, 0, -1); }
int pthread_rwlock_tryrdlock(pthread_rwlock_t *lock) { return busy(change_word(&HELD(lock), 0, INT_MAX - 1, 1, NOT_AT_ALL)); }
int pthread_rwlock_trywrlock(pthread_rwlock_t *lock) { return busy(change_word(&HELD(lock), 0, 0, -1, NOT_AT_ALL)); }

static int lock_until(pthread_rwlock_t *lock, int high, int by, const struct timespec *until)
{
  int result;
  do result = -change_word_until(&HELD(lock), 0, high, by, CLOCK_REALTIME, until);
  while (result == EINTR);
  return result;
}

int pthread_rwlock_timedrdlock(pthread_rwlock_t *lock, const struct timespec *until)
{
  return lock_until(lock, INT_MAX - 1, 1, until);
}

int pthread_rwlock_timedwrlock(pthread_rwlock_t *lock, const struct timespec *until)
{
  return lock_until(lock, 0, -1, until);
}

int pthread_rwlock_unlock(pthread_rwlock_t *lock)
{
  int held = HELD(lock);
  if (held == 0) return EPERM;
  if (held < 0) change_word(&HELD(lock), -1, -1, 1, NOT_AT_ALL);
  else change_word(&HELD(lock), 1, INT_MAX, -1, NOT_AT_ALL);
  return 0;
}

/* Barriers: how many are awaited, how many have yet to come, and how many times all came. */

#define AWAITED(barrier) ((barrier)->__u.__i[0])
#define MISSING(barrier) ((barrier)->__u.__vi[1])
#define ROUNDS(barrier) ((barrier)->__u.__vi[2])

int pthread_barrier_init(pthread_barrier_t *barrier, const pthread_barrierattr_t *attributes, unsigned count)
{
  (void)attributes;
  if (count == 0 || count > INT_MAX) return EINVAL;
  memset(barrier, 0, sizeof *barrier);
  AWAITED(barrier) = MISSING(barrier) = count;
  return 0;
}

int pthread_barrier_destroy(pthread_barrier_t *barrier) { return MISSING(barrier) == AWAITED(barrier) ? 0 : EBUSY; }

int pthread_barrier_wait(pthread_barrier_t *barrier)
{
  int round = ROUNDS(barrier);
  int is_last = change_word(&MISSING(barrier), 2, INT_MAX, -1, NOT_AT_ALL) == -EAGAIN;
  if (!is_last) {
    change_word_at_last(&ROUNDS(barrier), round + 1, INT_MAX, 0);
    return 0;
  }
  MISSING(barrier) = AWAITED(barrier);
  change_word(&ROUNDS(barrier), INT_MIN, INT_MAX, 1, NOT_AT_ALL);
  return PTHREAD_BARRIER_SERIAL_THREAD;
}

/* Spin locks wait as mutexes do: to spin would only keep the other from running. */

int pthread_spin_init(pthread_spinlock_t *lock, int shared)
{
  (void)shared;
  *lock = 0;
  return 0;
}

int pthread_spin_destroy(pthread_spinlock_t *lock)
{
  (void)lock;
  return 0;
}

int pthread_spin_lock(pthread_spinlock_t *lock) { return -change_word_at_last(lock, 0, 0, 1); }
int pthread_spin_trylock(pthread_spinlock_t *lock) { return busy(change_word(lock, 0, 0, 1, NOT_AT_ALL)); }

int pthread_spin_unlock(pthread_spinlock_t *lock)
{
  change_word(lock, 1, 1, -1, NOT_AT_ALL);
  return 0;
}
