/*
 * Running handlers. The instrumenter makes a program call `prong_deliver_signals` when signals are pending, after system calls
 * and where it may be preempted: so a handler is called by the program's own code, and may fork, wait or jump out.
 */
#include <signal.h>

#include <prong/syscalls.h>

#include "answer.h"

/* See `delivery` in runtime/abi/layout.ts. */
struct delivery {
  union { /* a handler of one parameter must be called with one: calls through the table are checked */
    void (*plain)(int);
    void (*informed)(int, siginfo_t *, void *);
  } handler;
  unsigned flags;
  sigset_t mask;
  siginfo_t info;
};

static stack_t alternate = {.ss_flags = SS_DISABLE};

__asm__(".globaltype __stack_pointer, i32\n");

static char *stack_pointer(void)
{
  char *pointer;
  __asm__ volatile("global.get __stack_pointer\nlocal.set %0" : "=r"(pointer));
  return pointer;
}

static int is_on_alternate(void)
{
  char *pointer = stack_pointer(), *bottom = alternate.ss_sp;
  return !(alternate.ss_flags & SS_DISABLE) && pointer > bottom && pointer <= bottom + alternate.ss_size;
}

int sigaltstack(const stack_t *restrict stack, stack_t *restrict old)
{
  int is_used = is_on_alternate();
  stack_t before = alternate;
  if (is_used) before.ss_flags |= SS_ONSTACK;
  if (stack) {
    if (is_used) return answer(-EPERM);
    if (stack->ss_flags & ~SS_DISABLE & ~SS_ONSTACK) return answer(-EINVAL);
    if (!(stack->ss_flags & SS_DISABLE) && stack->ss_size < MINSIGSTKSZ) return answer(-ENOMEM);
    alternate = *stack;
    alternate.ss_flags &= SS_DISABLE;
    if (alternate.ss_flags) alternate.ss_sp = 0, alternate.ss_size = 0;
  }
  if (old) *old = before;
  return 0;
}

/* Not to become part of its caller, whose frame has another place for this. */
__attribute__((noinline)) static void call_handler(struct delivery *delivery)
{
  ucontext_t context = {.uc_stack = alternate, .uc_sigmask = delivery->mask};
  if (delivery->flags & SA_SIGINFO) delivery->handler.informed(delivery->info.si_signo, &delivery->info, &context);
  else delivery->handler.plain(delivery->info.si_signo);
}

/* Not to become part of its caller, whose frame is on the other stack. */
__attribute__((noinline)) static void call_on_alternate(struct delivery *delivery)
{
  char *before = stack_pointer();
  char *top = (char *)(((unsigned long)alternate.ss_sp + alternate.ss_size) & ~15UL);
  __asm__ volatile("local.get %0\nglobal.set __stack_pointer" ::"r"(top) : "memory");
  call_handler(delivery);
  __asm__ volatile("local.get %0\nglobal.set __stack_pointer" ::"r"(before) : "memory");
}

/*
 * Signals that are taken while another waits for its handler are handled first, as on Linux. A function that calls no other keeps up
 * to 128 bytes below the stack pointer (LLVM's red zone), and may be the one that computes now: the upper end of the frame is its.
 */
__attribute__((export_name("prong_deliver_signals"))) void prong_deliver_signals(void)
{
  struct {
    struct delivery delivery;
    char red_zone[128];
  } frame;
  __asm__ volatile("" ::"r"(&frame) : "memory"); /* no part of it is left out */
  struct delivery *delivery = &frame.delivery;
  while (__prong_signal_take(delivery) > 0) {
    prong_deliver_signals();
    if ((delivery->flags & SA_ONSTACK) && !(alternate.ss_flags & SS_DISABLE) && !is_on_alternate()) call_on_alternate(delivery);
    else call_handler(delivery);
    __prong_signal_return(delivery->mask.bits);
  }
}
