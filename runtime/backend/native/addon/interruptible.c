/*
 * A wait that no signal can slip past. A handler only notes that its signal came (signal.c); the guest handles it when it is back
 * from its call. So a signal that comes after the last look and before the wait must end the wait, too: the handler looks where
 * the program was, and if it was between the look and the system call, sends it to the way out. (musl cancels threads this way.)
 */
#include "addon.h"

#include <signal.h>
#include <ucontext.h>
#include <unistd.h>

#if defined(__linux__) && (defined(__x86_64__) || defined(__aarch64__))

#ifdef __x86_64__
#define PLACE gregs[REG_RIP]
#define TO_KERNEL "mov %rdi, %rax; mov %rsi, %rdi; mov %rdx, %rsi; mov %rcx, %rdx; mov %r8, %r10; mov %r9, %r8; mov 8(%rsp), %r9\n"
#define LOOK "cmpl $0, prong_unseen(%rip); jne prong_interrupted\n"
#define CALL "syscall\n"
#define INTERRUPTED "mov $-4, %rax\n"
#else
#define PLACE pc
#define TO_KERNEL "mov x8, x0; mov x0, x1; mov x1, x2; mov x2, x3; mov x3, x4; mov x4, x5; mov x5, x6\n"
#define LOOK "adrp x9, prong_unseen; ldr w9, [x9, :lo12:prong_unseen]; cbnz w9, prong_interrupted\n"
#define CALL "svc 0\n"
#define INTERRUPTED "mov x0, #-4\n"
#endif
#define LABEL(name) ".globl " #name "\n.hidden " #name "\n" #name ":\n"

__asm__(
  ".pushsection .text\n.type prong_interruptible, %function\n"
  LABEL(prong_interruptible) TO_KERNEL
  LABEL(prong_look) LOOK CALL
  LABEL(prong_called) "ret\n"
  LABEL(prong_interrupted) INTERRUPTED "ret\n"
  ".size prong_interruptible, . - prong_interruptible\n.popsection\n");

extern __attribute__((visibility("hidden"))) const char prong_look[], prong_called[], prong_interrupted[];
_Static_assert(EINTR == 4, "the number that the code above answers");

void prong_leave_wait(void *context)
{
  __auto_type place = &((ucontext_t *)context)->uc_mcontext.PLACE;
  if (*place >= (intptr_t)prong_look && *place < (intptr_t)prong_called) *place = (intptr_t)prong_interrupted;
}

#else /* A signal in the last moment before the wait is seen after it. */

int64_t prong_interruptible(long number, int64_t a, int64_t b, int64_t c, int64_t d, int64_t e, int64_t f)
{
  if (prong_unseen != 0) return -EINTR;
  return ANSWER(syscall(number, a, b, c, d, e, f));
}

void prong_leave_wait(void *context) { (void)context; }

#endif
