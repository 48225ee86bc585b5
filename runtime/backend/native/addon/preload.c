/*
 * Put before the C library of a Node that is to run guests (LD_PRELOAD): signals and memory are the guest's there, and Node must
 * not set them as it starts.
 *
 *     madvise          V8 would keep its memory from children (MADV_DONTFORK), and they would die
 *     sigaction        what the program before ignored stays ignored; only the engine's handler of stray addresses may be installed
 *     pthread_sigmask  the mask of the program before stays; a signal that is pending must not end Node
 *     pthread_create   no other thread takes the guest's signals
 *     pthread_cond_*   in a child no thread is left that could be told of work, and the C library waits until all have heard
 *     setrlimit        Node would take all descriptors that it may have
 *     mprotect         a memory that grows is made writable as a whole, and what the guest has mapped there would be, too
 */
#include "addon.h"

#include <dlfcn.h>
#include <pthread.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

int madvise(void *address, size_t length, int advice)
{
  return advice == MADV_DONTFORK ? 0 : syscall(SYS_madvise, address, length, advice);
}

/* The guest's memory: where it is, how large it was when the host looked last, how large it may become. 0: not known yet. */
uintptr_t prong_guarded[3];

int mprotect(void *address, size_t length, int protection)
{
  uintptr_t start = (uintptr_t)address, known = prong_guarded[1];
  if (known > 0 && length > known && (protection & PROT_WRITE)) {
    if (length > prong_guarded[2]) return errno = ENOMEM, -1;
    if (start == prong_guarded[0]) start += known, length -= known;
  }
  return syscall(SYS_mprotect, start, length, protection);
}

int setrlimit(int resource, const void *limit) { return (void)resource, (void)limit, 0; }
int setrlimit64(int resource, const void *limit) { return (void)resource, (void)limit, 0; }

int sigaction(int signal, const struct sigaction *action, struct sigaction *old)
{
  return NEXT(sigaction)(signal, signal == SIGSEGV ? action : NULL, old);
}

int pthread_sigmask(int how, const sigset_t *set, sigset_t *old)
{
  (void)how, (void)set;
  if (old != NULL) memset(old, 0, sizeof *old), syscall(SYS_rt_sigprocmask, SIG_SETMASK, NULL, old, sizeof(uint64_t));
  return 0;
}

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*start)(void *), void *argument)
{
  uint64_t all = ~(3ull << 31), before; /* but for the two by which the C library has all threads change their user */
  syscall(SYS_rt_sigprocmask, SIG_SETMASK, &all, &before, sizeof all);
  int error = NEXT(pthread_create)(thread, attributes, start, argument);
  syscall(SYS_rt_sigprocmask, SIG_SETMASK, &before, NULL, sizeof before);
  return error;
}

static int is_child;
static void note_child(void) { is_child = 1; }
__attribute__((constructor)) static void note_children(void) { pthread_atfork(NULL, NULL, note_child); }

int pthread_cond_signal(pthread_cond_t *waiting) { return is_child ? 0 : NEXT(pthread_cond_signal)(waiting); }
int pthread_cond_broadcast(pthread_cond_t *waiting) { return is_child ? 0 : NEXT(pthread_cond_broadcast)(waiting); }
