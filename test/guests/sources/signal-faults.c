/* Signals of what programs do wrong: handled, jumped out of, returned from; and abort. */
#include <setjmp.h>

#include "signals.h"

static sigjmp_buf back;
static volatile int zero;

static int *wild(void) { return (int *)0xfffffff0UL; }

static void jump_out(int signal) { siglongjmp(back, signal); }

static void touch(void)
{
  *(volatile int *)wild() = 1;
  say("never here", 0);
}

static void divide(void)
{
  volatile int one = 1;
  zero = one / zero;
  say("never here", 0);
}

static void recover(int signal, void (*body)(void))
{
  install(signal, jump_out, 0);
  for (volatile int i = 0; i < 5; i++) {
    int got = sigsetjmp(back, 1);
    if (got == 0) body();
    else note('0' + got % 10);
  }
  tell("jumped out of, five times");
}

static void recover_from_wild(void) { recover(SIGSEGV, touch); }
static void recover_from_division(void) { recover(SIGFPE, divide); }

/* Without the mask the signal stays blocked: the next is the end. */
static void recover_without_mask(void)
{
  install(SIGSEGV, jump_out, 0);
  if (sigsetjmp(back, 0) == 0) touch();
  sigset_t now;
  sigprocmask(SIG_BLOCK, NULL, &now);
  say_whether("it is blocked", sigismember(&now, SIGSEGV));
  touch();
}

static volatile int returns;

static void come_back(int signal)
{
  (void)signal;
  if (++returns == 1) say("the handler runs", 0);
  if (returns > 3) install(SIGSEGV, SIG_DFL, 0);
}

static void return_from(void)
{
  install(SIGSEGV, come_back, 0);
  touch();
}

static void inform(int signal, siginfo_t *info, void *context)
{
  (void)context;
  say("signal #", signal);
  say_whether("of a wild pointer", info->si_code == SEGV_MAPERR);
  say_whether("of a division", info->si_code == FPE_INTDIV);
  _exit(40);
}

static void informed(int signal, void (*body)(void))
{
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_sigaction = inform;
  action.sa_flags = SA_SIGINFO;
  sigaction(signal, &action, NULL);
  body();
}

static void inform_of_wild(void) { informed(SIGSEGV, touch); }
static void inform_of_division(void) { informed(SIGFPE, divide); }

static void blocked(void)
{
  install(SIGSEGV, jump_out, 0);
  mask(SIG_BLOCK, SIGSEGV);
  if (sigsetjmp(back, 1) == 0) touch();
  say("never here", 0);
}

static void ignored(void)
{
  install(SIGSEGV, SIG_IGN, 0);
  touch();
}

static void fault_again(int signal)
{
  (void)signal;
  say("the handler runs", 0);
  touch();
}

static void in_handler(void)
{
  install(SIGSEGV, fault_again, 0);
  touch();
}

/* Another handler runs in the handler of a fault, and the caller goes on where it jumps to. */
static void other(int signal) { note(signal == SIGUSR1 ? 'u' : 'f'); }

static void signal_and_jump(int signal)
{
  note('(');
  send(SIGUSR1);
  int fds[2];
  pipe(fds);
  pid_t pid = fork();
  if (pid == 0) _exit(write(fds[1], "child", 5));
  waitpid(pid, NULL, 0);
  char text[5];
  note(read(fds[0], text, 5) == 5 ? text[0] : '!');
  note(')');
  siglongjmp(back, signal);
}

static void busy_handler(void)
{
  install(SIGUSR1, other, 0);
  install(SIGSEGV, signal_and_jump, 0);
  if (sigsetjmp(back, 1) == 0) touch();
  tell("within the handler");
}

/* Sent rather than done, a fault's signal is like any other. */
static void sent(void)
{
  install(SIGSEGV, other, 0);
  send(SIGSEGV);
  tell("the caller goes on");
}

static void loop_for_ever(void)
{
  install(SIGALRM, jump_out, 0);
  for (volatile int i = 0; i < 2; i++) {
    if (sigsetjmp(back, 1) == 0) {
      alarm(1);
      for (;;) ;
    }
    note('a');
  }
  tell("jumped out of loops");
}

static void say_aborted(int signal)
{
  (void)signal;
  say("the handler runs", 0);
}

static void abort_caught(void)
{
  install(SIGABRT, say_aborted, 0);
  abort();
}

static void abort_ignored(void)
{
  install(SIGABRT, SIG_IGN, 0);
  abort();
}

static void abort_blocked(void)
{
  mask(SIG_BLOCK, SIGABRT);
  abort();
}

static void abort_jumped(void)
{
  install(SIGABRT, jump_out, 0);
  if (sigsetjmp(back, 1) == 0) abort();
  say("it goes on", 0);
}

int main(void)
{
  in_child("A WILD POINTER", recover_from_wild);
  in_child("A DIVISION", recover_from_division);
  in_child("WITHOUT A MASK", recover_without_mask);
  in_child("WHAT A WILD POINTER IS", inform_of_wild);
  in_child("WHAT A DIVISION IS", inform_of_division);
  in_child("BLOCKED", blocked);
  in_child("IGNORED", ignored);
  in_child("IN ITS HANDLER", in_handler);
  in_child("RETURNED FROM", return_from);
  in_child("A BUSY HANDLER", busy_handler);
  in_child("SENT", sent);
  in_child("LOOPS", loop_for_ever);
  in_child("ABORT CAUGHT", abort_caught);
  in_child("ABORT IGNORED", abort_ignored);
  in_child("ABORT BLOCKED", abort_blocked);
  in_child("ABORT JUMPED OUT OF", abort_jumped);
  return 0;
}
