/*
 * `fork` for a Node that goes on as Node in both processes. The kernel gives a child one thread only, and V8 would wait for the others
 * at its next collection of garbage. So the others are stopped by a signal, the process is copied with their stacks, and in the child
 * each is made again and returns from that signal: its registers lie on its stack, where the kernel itself put them.
 *
 * Left behind are threads that wait in `epoll_wait`, as what they wait on would be shared by both processes, and those that block all signals.
 */
#include "addon.h"

#include <signal.h>
#include <unistd.h>
#include <uv.h>

#include "signals.h"

#if defined(__linux__) && (defined(__x86_64__) || defined(__aarch64__))

#include <linux/futex.h>
#include <sched.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <ucontext.h>

#define MOST_THREADS 256
#define STOP SIGRTMAX
/* How often who waits for threads looks, and gives way: about a second. */
#define PATIENCE 200000

/* A stopped thread: where the kernel's frame for its handler lies, none if it is to be left behind; its TCB, and where it has its number. */
static struct thread {
  void *frame, *control;
  int *number;
} threads[MOST_THREADS];
static atomic_int stopping, came, stopped, left;

static int *number_of_thread(void)
{
  int *number = NULL;
  prctl(PR_GET_TID_ADDRESS, &number);
  return number;
}

static void stop(int signal, siginfo_t *info, void *context)
{
  (void)signal;
  int now = stopping, error = errno;
  if (now == 0) return;
  const mcontext_t *at = &((ucontext_t *)context)->uc_mcontext;
#ifdef __x86_64__
  void *frame = context;
  int is_interrupted = at->gregs[REG_RAX] == -EINTR && ((uint16_t *)at->gregs[REG_RIP])[-1] == 0x050f;
#else
  void *frame = info;
  int is_interrupted = at->regs[0] == (uint64_t)-EINTR && ((uint32_t *)at->pc)[-1] == 0xd4000001;
#endif
  (void)info;
  if (is_interrupted) left++;
  threads[came++] = (struct thread){is_interrupted ? NULL : frame, __builtin_thread_pointer(), number_of_thread()};
  stopped++;
  while (stopping == now) syscall(SYS_futex, &stopping, FUTEX_WAIT_PRIVATE, now, NULL);
  errno = error;
}

/* Makes a thread that returns from its handler. Nothing is pushed to its stack before it has. */
static void resume(const struct thread *stopped)
{
  long flags = CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD | CLONE_SYSVSEM | CLONE_SETTLS | CLONE_PARENT_SETTID | CLONE_CHILD_CLEARTID;
#ifdef __x86_64__
  long result = SYS_clone;
  register void *number __asm__("r10") = stopped->number, *control __asm__("r8") = stopped->control;
  __asm__ volatile("syscall\n  test %%rax, %%rax\n  jnz 1f\n  mov $15, %%eax\n  syscall\n1:" /* 15: rt_sigreturn */
                   : "+a"(result)
                   : "D"(flags), "S"(stopped->frame), "d"(number), "r"(number), "r"(control)
                   : "rcx", "r11", "memory");
#else
  register long result __asm__("x0") = flags, call __asm__("x8") = SYS_clone;
  register void *frame __asm__("x1") = stopped->frame, *parents __asm__("x2") = stopped->number;
  register void *control __asm__("x3") = stopped->control, *number __asm__("x4") = stopped->number;
  __asm__ volatile("svc 0\n  cbnz x0, 1f\n  mov x8, #139\n  svc 0\n1:" : "+r"(result), "+r"(call) : "r"(frame), "r"(parents), "r"(control), "r"(number) : "memory");
#endif
  if (result < 0) _exit(127); /* the locks that it holds would never be given back */
}

/*
 * forkAll([threads], [from, to, ...], most left behind): stops the threads, has V8's memory (MADV_DONTFORK) copied in the ranges, which
 * hold no device's memory, and forks. EBUSY for a thread that does not stop, or more that are left behind than the caller knows of.
 */
static int64_t fork_all(int64_t *a)
{
  const int64_t *ids = AT(int64_t, 0), *ranges = AT(int64_t, 2);
  int count = a[1] / sizeof *ids, *number = number_of_thread(), is_stopped;
  if (count > MOST_THREADS) return -EAGAIN;
  if (number == NULL) return -ENOSYS;
  struct sigaction before, action = {.sa_sigaction = stop, .sa_flags = SA_SIGINFO | SA_RESTART};
  sigfillset(&action.sa_mask);
  uint64_t mask = block_all();
  static int forks;
  came = stopped = left = 0;
  stopping = ++forks;
  sigaction(STOP, &action, &before);
  for (int i = 0; i < count; i++) syscall(SYS_tgkill, getpid(), (int)ids[i], STOP);
  for (int looks = 0; !(is_stopped = stopped == count) && looks < PATIENCE; looks++) sched_yield();
  int64_t pid = is_stopped && left <= a[4] ? 0 : -EBUSY;
  for (size_t i = 0; pid == 0 && i < a[3] / sizeof *ranges; i += 2) {
    if (madvise((void *)ranges[i], ranges[i + 1] - ranges[i], MADV_DOFORK) < 0 && errno != ENOMEM) pid = -errno; /* ENOMEM: there are holes */
  }
  if (pid == 0) pid = ANSWER(syscall(SYS_clone, SIGCHLD | CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID, NULL, NULL, number, number));
  int in_child = pid == 0;
  for (int i = 0; in_child && i < count; i++) if (threads[i].frame != NULL) resume(&threads[i]);
  if (!is_stopped) sigaction(STOP, &(struct sigaction){.sa_handler = SIG_IGN}, NULL); /* what is pending is dropped */
  sigaction(STOP, &before, NULL);
  stopping = 0;
  syscall(SYS_futex, &stopping, FUTEX_WAKE_PRIVATE, MOST_THREADS);
  if (in_child && uv_loop_fork(uv_default_loop()) < 0) _exit(127); /* an epoll of its own, or the two would take each other's events */
  set_mask(mask);
  return pid;
}

#else

static int64_t fork_all(int64_t *a) { return (void)a, -ENOSYS; }

#endif

const struct call fork_all_calls[] = {
  {"forkAll", "bbi", fork_all},
  {NULL, NULL, NULL},
};
