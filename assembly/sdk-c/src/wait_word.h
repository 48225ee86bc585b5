/* Waiting for a word of memory, which other processes may see too: what semaphores, mutexes and conditions are made of. */
#ifndef PRONG_WAIT_WORD_H
#define PRONG_WAIT_WORD_H

#include <errno.h>
#include <limits.h>
#include <time.h>

#include <prong/syscalls.h>

#define FOR_EVER (-1ll)
#define NOT_AT_ALL 0ll

/*
 * Waits until the word is from `low` to `high`, adds `by`, and wakes who waits for it. Answers 0, -EAGAIN, -ETIMEDOUT or -EINTR.
 * Only the kernel changes such words: nobody can come between the look and the change, wherever guests are preempted.
 */
static inline int change_word(volatile int *word, int low, int high, int by, long long timeout)
{
  return __prong_word_change((int *)word, low, high, by, timeout);
}

/* As change_word, and goes on when a signal comes. */
static inline int change_word_at_last(volatile int *word, int low, int high, int by)
{
  int result;
  do result = change_word(word, low, high, by, FOR_EVER);
  while (result == -EINTR);
  return result;
}

/* The same, until a time of a clock. Answers -EINVAL for what is not a time, if it has to wait at all. */
static inline int change_word_until(volatile int *word, int low, int high, int by, clockid_t clock, const struct timespec *until)
{
  for (;;) {
    int result = change_word(word, low, high, by, NOT_AT_ALL);
    if (result != -EAGAIN) return result;
    if (until->tv_nsec < 0 || until->tv_nsec >= 1000000000) return -EINVAL;
    struct timespec now;
    clock_gettime(clock, &now);
    long long left = (until->tv_sec - now.tv_sec) * 1000000000ll + (until->tv_nsec - now.tv_nsec);
    if (left <= 0) return -ETIMEDOUT;
    result = change_word(word, low, high, by, left);
    if (result != -EAGAIN) return result;
  }
}

#endif
