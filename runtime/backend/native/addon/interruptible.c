/*
 * A wait that no signal can slip past. A handler only notes that its signal came (signal.c); the guest handles it when it is back
 * from its call. So a signal that comes after the last look and before the wait must end the wait, too: the handler looks where
 * the program was, and if it was between the look and the system call, sends it to the way out. (musl cancels threads this way.)
 */
#include "addon.h"

#include <signal.h>
#include <ucontext.h>
#include <unistd.h>

/* How many signals were noted that nobody has looked at: see signal.c. */
__attribute__((visibility("hidden"))) volatile int prong_unseen;

#if defined(__linux__) && (defined(__x86_64__) || defined(__aarch64__))

extern const char prong_look[] __attribute__((visibility("hidden")));
extern const char prong_called[] __attribute__((visibility("hidden")));
extern const char prong_interrupted[] __attribute__((visibility("hidden")));

__asm__(
  ".pushsection .text\n"
  ".hidden prong_look\n.hidden prong_called\n.hidden prong_interrupted\n.hidden prong_interruptible\n"
  ".globl prong_interruptible\n.type prong_interruptible, %function\n"
  "prong_interruptible:\n"
#ifdef __x86_64__
  "  mov %rdi, %rax\n  mov %rsi, %rdi\n  mov %rdx, %rsi\n  mov %rcx, %rdx\n  mov %r8, %r10\n  mov %r9, %r8\n  mov 8(%rsp), %r9\n"
  ".globl prong_look\nprong_look:\n"
  "  cmpl $0, prong_unseen(%rip)\n  jne prong_interrupted\n"
  "  syscall\n"
  ".globl prong_called\nprong_called:\n"
  "  ret\n"
  ".globl prong_interrupted\nprong_interrupted:\n"
  "  mov $-4, %rax\n  ret\n"
#else
  "  mov x8, x0\n  mov x0, x1\n  mov x1, x2\n  mov x2, x3\n  mov x3, x4\n  mov x4, x5\n  mov x5, x6\n"
  ".globl prong_look\nprong_look:\n"
  "  adrp x9, prong_unseen\n  ldr w9, [x9, :lo12:prong_unseen]\n  cbnz w9, prong_interrupted\n"
  "  svc 0\n"
  ".globl prong_called\nprong_called:\n"
  "  ret\n"
  ".globl prong_interrupted\nprong_interrupted:\n"
  "  mov x0, #-4\n  ret\n"
#endif
  ".size prong_interruptible, . - prong_interruptible\n"
  ".popsection\n");

_Static_assert(EINTR == 4, "the number that the code above answers");

void prong_leave_wait(void *context)
{
#ifdef __x86_64__
  greg_t *place = &((ucontext_t *)context)->uc_mcontext.gregs[REG_RIP];
#else
  unsigned long long *place = &((ucontext_t *)context)->uc_mcontext.pc;
#endif
  if (*place >= (intptr_t)prong_look && *place < (intptr_t)prong_called) *place = (intptr_t)prong_interrupted;
}

#else /* A signal in the last moment before the wait is seen after it. */

int64_t prong_interruptible(long number, int64_t a, int64_t b, int64_t c, int64_t d, int64_t e, int64_t f)
{
  if (prong_unseen != 0) return -EINTR;
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
  return ANSWER(syscall(number, a, b, c, d, e, f));
}

void prong_leave_wait(void *context) { (void)context; }

#endif
