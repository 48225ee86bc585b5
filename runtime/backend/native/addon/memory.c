/* Ranges of the guest's memory, and words in it that processes wait for. */
#include "addon.h"

#include <dlfcn.h>
#include <limits.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>
#ifdef __linux__
#include <linux/futex.h>
#endif

#define MAPS(call) ((call) == MAP_FAILED ? -errno : 0)
#define KIND ((a[3] ? MAP_SHARED : MAP_PRIVATE) | (a[4] < 0 ? MAP_ANONYMOUS : 0))

/* guard(memory, most): tells preload.c what of the engine's memory is the guest's, and how large it may become. */
static int64_t guard(int64_t *a)
{
  uintptr_t *guarded = dlsym(RTLD_DEFAULT, "prong_guarded");
  if (guarded == NULL) return -ENOSYS;
  guarded[0] = a[0], guarded[1] = a[1], guarded[2] = a[2];
  return 0;
}

/* Waits while a word is so: until somebody says that it has changed, or a time of the monotonic clock. */
static int64_t wait_while(const void *word, int32_t is, const struct timespec *until)
{
#ifdef __linux__
  return WAITING(SYS_futex, word, FUTEX_WAIT_BITSET, is, until, NULL, FUTEX_BITSET_MATCH_ANY);
#else
  struct timespec now;
  (void)word, (void)is;
  clock_gettime(CLOCK_MONOTONIC, &now);
  if (until && (now.tv_sec > until->tv_sec || (now.tv_sec == until->tv_sec && now.tv_nsec >= until->tv_nsec))) return -ETIMEDOUT;
  return ANSWER(usleep(1000));
#endif
}

/* changeWord(word, low, high, by, nanoseconds): waits until the word is from low to high; for ever, if the time is less than 0. */
static int64_t change_word(int64_t *a)
{
  _Atomic int32_t *word = AT(_Atomic int32_t, 0);
  struct timespec until;
  clock_gettime(CLOCK_MONOTONIC, &until);
  until.tv_nsec += a[5] % SECOND;
  until.tv_sec += a[5] / SECOND + until.tv_nsec / SECOND;
  until.tv_nsec %= SECOND;
  for (int64_t answer = 0;;) {
    int32_t value = *word;
    if (value < a[2] || value > a[3]) {
      if (a[5] == 0) return -EAGAIN;
      if (answer < 0 && answer != -EAGAIN) return answer;
      answer = wait_while((void *)word, value, a[5] < 0 ? NULL : &until);
    } else if (atomic_compare_exchange_strong(word, &value, value + (int32_t)a[4])) {
      if (a[4] != 0) (void)LINUX(syscall(SYS_futex, word, FUTEX_WAKE, INT_MAX));
      return 0;
    }
  }
}

/*
 *     map(range, protection, is it shared, file or -1, offset)   in the place of what is there
 *     moveRange(from, to)                                        what is in one goes to the other
 *     extendRange(range, longer)                                 what is behind it makes room
 *     makeFile()                                                 one without a name
 */
#define CALLS(call)                                                                                                               \
  call(map, "biiii", MAPS(mmap(AT(void, 0), a[1], a[2], MAP_FIXED | KIND, a[4], a[5])))                                           \
  call(protect, "bi", ANSWER(mprotect(AT(void, 0), a[1], a[2])))                                                                  \
  call(advise, "bi", ANSWER(madvise(AT(void, 0), a[1], a[2])))                                                                    \
  call(sync, "bi", ANSWER(msync(AT(void, 0), a[1], a[2])))                                                                        \
  call(lock, "b", ANSWER(mlock(AT(void, 0), a[1])))                                                                               \
  call(unlock, "b", ANSWER(munlock(AT(void, 0), a[1])))                                                                           \
  call(moveRange, "bb", LINUX(MAPS(mremap(AT(void, 0), a[1], a[3], MREMAP_MAYMOVE | MREMAP_FIXED, AT(void, 2)))))                 \
  call(extendRange, "bb", LINUX(munmap(AT(char, 0) + a[1], a[3] - a[1]) < 0 ? -errno : MAPS(mremap(AT(void, 0), a[1], a[3], 0)))) \
  call(makeFile, "", LINUX(ANSWER(memfd_create("prong", MFD_CLOEXEC))))                                                           \
  call(guard, "bi", guard(a))                                                                                                     \
  call(changeWord, "biiii", change_word(a))

TABLE(memory_calls)
