/*
 * `fork` for a Node that goes on as Node in both processes. A kernel gives a child one thread only, and V8 would wait for the others at
 * its next collection of garbage. So they are stopped by a signal, the process is copied with their stacks, and in the child each is
 * made again and returns from that signal: its registers lie on its stack, where the kernel put them. Left behind are threads that
 * were in a call that is not restarted after signals: an `epoll_wait`, on what would be shared with the parent.
 */
#include "addon.h"

#if defined(__linux__) && (defined(__x86_64__) || defined(__aarch64__))
#include <linux/futex.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>
#include <uv.h>

#define MOST_THREADS 256
#define STOP SIGRTMAX
/* How often who waits for the threads looks; about ten seconds. */
#define PATIENCE 100000

/* A stopped thread: the kernel's frame on its stack, NULL if it is to be left behind; its TCB, and where its number is kept. */
static struct thread {
  void *frame, *control;
  int *number;
} threads[MOST_THREADS];
/* Odd while threads are being stopped. */
static atomic_int stopping, came, stopped, left;

static int *place_of_number(void) { int *place; return prctl(PR_GET_TID_ADDRESS, &place) < 0 ? NULL : place; }

static void stop(int signal, siginfo_t *info, void *context)
{
  int now = stopping, error = errno;
  if (now % 2 == 0 || signal != STOP) return;
  const mcontext_t *at = &((ucontext_t *)context)->uc_mcontext;
#ifdef __x86_64__
  void *frame = info == NULL ? NULL : context;
  int is_left = at->gregs[REG_RAX] == -EINTR && ((uint16_t *)at->gregs[REG_RIP])[-1] == 0x050f; /* syscall */
#else
  void *frame = info;
  int is_left = at->regs[0] == (uint64_t)-EINTR && ((uint32_t *)at->pc)[-1] == 0xd4000001; /* svc 0 */
#endif
  left += is_left;
  threads[came++] = (struct thread){is_left ? NULL : frame, __builtin_thread_pointer(), place_of_number()};
  stopped++;
  while (stopping == now) syscall(SYS_futex, &stopping, FUTEX_WAIT_PRIVATE, now, NULL);
  errno = error;
}

/* Makes a thread that returns from its handler (rt_sigreturn). Nothing is pushed to its stack before. */
static void resume(const struct thread *thread)
{
  long flags = CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD | CLONE_SYSVSEM | CLONE_SETTLS | CLONE_PARENT_SETTID | CLONE_CHILD_CLEARTID;
#ifdef __x86_64__
  long result = SYS_clone;
  register void *number __asm__("r10") = thread->number, *control __asm__("r8") = thread->control;
  __asm__ volatile("syscall\n  test %%rax, %%rax\n  jnz 1f\n  mov $15, %%eax\n  syscall\n1:"
                   : "+a"(result) : "D"(flags), "S"(thread->frame), "d"(number), "r"(number), "r"(control) : "rcx", "r11", "memory");
#else
  register long result __asm__("x0") = flags, call __asm__("x8") = SYS_clone;
  register void *frame __asm__("x1") = thread->frame, *again __asm__("x2") = thread->number;
  register void *control __asm__("x3") = thread->control, *number __asm__("x4") = thread->number;
  __asm__ volatile("svc 0\n  cbnz x0, 1f\n  mov x8, #139\n  svc 0\n1:"
                   : "+r"(result), "+r"(call) : "r"(frame), "r"(again), "r"(control), "r"(number) : "memory");
#endif
  if (result < 0) _exit(127); /* what it has locked would stay locked */
}

/*
 * forkAll([threads], [from, to, ...], most): the ranges are V8's, who keeps its memory from children, and all others but a device's.
 * EBUSY if a thread does not stop, or more than `most` are to be left behind.
 */
static int64_t fork_all(int64_t *a)
{
  const int64_t *ids = AT(int64_t, 0), *ranges = AT(int64_t, 2);
  int count = a[1] / sizeof *ids, *number = place_of_number();
  if (count > MOST_THREADS || number == NULL) return -ENOSYS;
  struct sigaction before, action = {.sa_sigaction = stop, .sa_flags = SA_SIGINFO | SA_RESTART}, ignore = {.sa_handler = SIG_IGN};
  sigfillset(&action.sa_mask);
  uint64_t mask = block_all();
  came = stopped = left = 0;
  stopping++;
  sigaction(STOP, &action, &before);
  for (int i = 0; i < count; i++) syscall(SYS_tgkill, getpid(), (int)ids[i], STOP);
  for (int looks = 0; stopped < count && looks < PATIENCE; looks++) looks < 1000 ? sched_yield() : usleep(100);
  int64_t pid = stopped == count && left <= a[4] ? 0 : -EBUSY;
  for (size_t i = 0; pid == 0 && i < a[3] / sizeof *ranges; i += 2) {
    if (madvise((void *)ranges[i], ranges[i + 1] - ranges[i], MADV_DOFORK) < 0 && errno != ENOMEM) pid = -errno; /* that is: holes */
  }
  if (pid == 0) pid = ANSWER(syscall(SYS_clone, SIGCHLD | CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID, NULL, NULL, number, number));
  int is_child = pid == 0;
  if (is_child && uv_loop_fork(uv_default_loop()) < 0) _exit(127); /* first: a thread may take a signal, and tell the parent's loop */
  for (int i = 0; is_child && i < count; i++) if (threads[i].frame != NULL) resume(&threads[i]);
  sigaction(STOP, &ignore, NULL); /* forgets what is pending still */
  sigaction(STOP, &before, NULL);
  stopping++;
  syscall(SYS_futex, &stopping, FUTEX_WAKE_PRIVATE, MOST_THREADS);
  set_mask(mask);
  return pid;
}
#endif

const struct call fork_all_calls[] = {
#ifdef STOP
  {"forkAll", "bbi", fork_all},
#endif
  {NULL, NULL, NULL},
};
