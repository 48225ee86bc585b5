/*
 * The host's system calls, for JavaScript. A file of the addon has one subject and gives a table of calls; `addon.c` makes each
 * a function of JavaScript. A call answers a number: a result of 0 or more, or minus the host's errno.
 *
 * Parameters are named by a letter each, and come as slots of an array:
 *
 *     i   a number                                      one slot
 *     b   a typed array, or null                        two: the address of its bytes, how many
 *     s   a typed array, read as a string               one: the address of a copy with a NUL behind it
 *     v   an array of typed arrays                      two: the address of `struct iovec`s, how many
 *     z   an array of typed arrays, read as strings     one: the address of a NULL-terminated array of copies
 *
 * What fills a `b` with numbers says how many it needs: they are `int64_t`, a BigInt64Array on the other side.
 */
#ifndef PRONG_ADDON_H
#define PRONG_ADDON_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#ifndef __linux__
#include "macos.h"
#endif

struct call {
  const char *name, *parameters;
  int64_t (*run)(int64_t *a);
};

/* The tables, each ended by a row without a name. */
extern const struct call process_calls[], signal_calls[], descriptor_calls[], file_calls[], memory_calls[], resource_calls[],
  fork_all_calls[];

/* The result of a call of the C library as a call's answer. */
#define ANSWER(result)                  \
  ({                                    \
    int64_t answer = (int64_t)(result); \
    answer < 0 ? -errno : answer;       \
  })

/* The answer of a call that other hosts do not have. */
#ifdef __linux__
#define LINUX(answer) (answer)
#else
#define LINUX(answer) (-ENOSYS)
#endif

/*
 * A call that is one expression takes one line: of a list that is expanded to functions, and again to rows.
 *
 *     #define CALLS(call) call(fsync, "i", ANSWER(fsync(a[0])))
 *     TABLE(file_calls)
 */
#define TABLE(name) CALLS(FUNCTION) const struct call name[] = {CALLS(ROW) {NULL, NULL, NULL}};
#define FUNCTION(name, parameters, answer) \
  static int64_t call_##name(int64_t *a)   \
  {                                        \
    (void)a;                               \
    return answer;                         \
  }
#define ROW(name, parameters, answer) {#name, parameters, call_##name},

/* The slot `n` as a pointer. */
#define AT(type, n) ((type *)(intptr_t)a[n])

/* Numbers for slots `n` and `n + 1` to be filled with; EINVAL for an array that is too short. */
#define NUMBERS(name, n, count)                                          \
  if (a[(n) + 1] < (int64_t)((count) * sizeof(int64_t))) return -EINVAL; \
  int64_t *name = AT(int64_t, n)
/* Fills them. */
#define STORE(to, ...) memcpy(to, (int64_t[]){__VA_ARGS__}, sizeof(int64_t[]){__VA_ARGS__})

/* How long a system call waits: so many nanoseconds, or for ever if they are less than 0. (Others count otherwise: macos.h.) */
#define SECOND 1000000000
#ifdef __linux__
#define TIMEOUT(nanoseconds) ((nanoseconds) < 0 ? NULL : &(struct timespec){(nanoseconds) / SECOND, (nanoseconds) % SECOND})
#endif

/*
 * Makes a system call that may wait: -EINTR if a signal that the guest handles has come and was not looked at, even if it came
 * in the last moment before the wait.
 */
int64_t prong_interruptible(long number, int64_t a, int64_t b, int64_t c, int64_t d, int64_t e, int64_t f);

#define WAITING(number, ...) WAITING_(number, ##__VA_ARGS__, 0, 0, 0, 0, 0, 0)
#define WAITING_(number, a, b, c, d, e, f, ...) \
  prong_interruptible(number, (int64_t)(a), (int64_t)(b), (int64_t)(c), (int64_t)(d), (int64_t)(e), (int64_t)(f))

/* How many signals were noted that nobody has looked at (signal.c); 0 forgets them. */
extern volatile int prong_unseen __attribute__((visibility("hidden")));
/* What the handler of signals does to a wait that it may have slipped past. */
void prong_leave_wait(void *context);

/* Signals, for other subjects. Sets are 64 bits, as a guest's: bit n - 1 is signal n. */
/* Blocks all signals; answers the mask before. */
uint64_t block_all(void);
/* Sets the mask; answers the one before. */
uint64_t set_mask(uint64_t mask);
/* Ends this process by a signal. Does not return, but for one that has no default action which ends. */
void die_by(int signal);

/* The C library's own, where another one of that name has been put before it (preload.c); else the only one. */
#define NEXT(name)                                                             \
  ({                                                                           \
    static __typeof__(&name) next;                                             \
    if (next == NULL && (next = dlsym(RTLD_NEXT, #name)) == NULL) next = name; \
    next;                                                                      \
  })

#endif
