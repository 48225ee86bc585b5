/* Handlers: what runs when, with which mask and what it is told; what fork and exec leave of them. */
#include "signals.h"

static void letter(int signal)
{
  note(signal == SIGUSR1 ? 'a' : signal == SIGUSR2 ? 'b' : signal == SIGTERM ? 't' : signal == SIGHUP ? 'h' : '?');
}

static void once(void)
{
  install(SIGUSR1, letter, 0);
  send(SIGUSR1);
  tell("before kill returns, the handler has run");
  mask(SIG_BLOCK, SIGUSR1);
  send(SIGUSR1);
  send(SIGUSR1);
  sigset_t pending;
  sigpending(&pending);
  say_whether("it is pending", sigismember(&pending, SIGUSR1));
  tell("while blocked");
  mask(SIG_UNBLOCK, SIGUSR1);
  tell("once unblocked, however often sent");
}

static void nested(int signal)
{
  note(signal == SIGUSR1 ? '(' : '[');
  if (signal == SIGUSR1) send(SIGUSR2);
  note(signal == SIGUSR1 ? ')' : ']');
}

static void nest(void)
{
  install(SIGUSR1, nested, 0);
  install(SIGUSR2, nested, 0);
  send(SIGUSR1);
  tell("one within the other");
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = nested;
  sigaddset(&action.sa_mask, SIGUSR2);
  sigaction(SIGUSR1, &action, NULL);
  send(SIGUSR1);
  tell("one after the other by its mask");
}

static void order(void)
{
  install(SIGUSR1, letter, 0);
  install(SIGUSR2, letter, 0);
  install(SIGTERM, letter, 0);
  install(SIGHUP, letter, 0);
  sigset_t all, before;
  sigfillset(&all);
  sigprocmask(SIG_SETMASK, &all, &before);
  send(SIGTERM);
  send(SIGUSR2);
  send(SIGHUP);
  send(SIGUSR1);
  sigprocmask(SIG_SETMASK, &before, NULL);
  tell("the one taken last runs first");
}

static volatile int depth;
static int rounds;

static void again_and_again(int signal)
{
  note('0' + depth++);
  if (++rounds < 4) send(signal);
  depth--;
}

static void defer(void)
{
  install(SIGUSR1, again_and_again, 0);
  send(SIGUSR1);
  tell("a handler that sends its own signal");
  rounds = 0;
  install(SIGUSR1, again_and_again, SA_NODEFER);
  send(SIGUSR1);
  tell("with SA_NODEFER");
}

static void reset(void)
{
  struct sigaction now;
  install(SIGUSR1, letter, SA_RESETHAND);
  send(SIGUSR1);
  tell("with SA_RESETHAND");
  sigaction(SIGUSR1, NULL, &now);
  say_whether("it is the default again", now.sa_handler == SIG_DFL);
  send(SIGUSR1);
}

static void informed(int signal, siginfo_t *info, void *context)
{
  say(" signal #", info->si_signo);
  say_whether(" from kill", info->si_code == SI_USER);
  say_whether(" from sigqueue", info->si_code == SI_QUEUE);
  say_whether(" from me", info->si_pid == getpid());
  if (info->si_code == SI_QUEUE) say(" with the value #", info->si_value.sival_int);
  say_whether(" with a context", context != NULL);
  note(signal == info->si_signo ? '=' : '!');
}

static void inform(void)
{
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_sigaction = informed;
  action.sa_flags = SA_SIGINFO;
  sigaction(SIGUSR1, &action, NULL);
  sigaction(SIGRTMIN, &action, NULL);
  send(SIGUSR1);
  sigqueue(getpid(), SIGUSR1, (union sigval){.sival_int = -7});
  sigqueue(getpid(), SIGRTMIN, (union sigval){.sival_int = 12345});
  tell("handlers");
}

static void valued(int signal, siginfo_t *info, void *context)
{
  (void)context;
  note('A' + signal - SIGRTMIN);
  note('0' + info->si_value.sival_int);
}

static void queue(void)
{
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_sigaction = valued;
  action.sa_flags = SA_SIGINFO;
  sigfillset(&action.sa_mask); /* one after the other */
  for (int i = 0; i < 3; i++) sigaction(SIGRTMIN + i, &action, NULL);
  sigset_t all, before;
  sigfillset(&all);
  sigprocmask(SIG_SETMASK, &all, &before);
  for (int i = 0; i < 3; i++)
    for (int j = 2; j >= 0; j--) sigqueue(getpid(), SIGRTMIN + j, (union sigval){.sival_int = i});
  sigprocmask(SIG_SETMASK, &before, NULL);
  tell("real-time signals");
}

static char stack[65536];
static char *here;

static void where(int signal)
{
  char local;
  here = &local;
  stack_t now;
  sigaltstack(NULL, &now);
  note(here >= stack && here < stack + sizeof stack ? 'o' : '.');
  note(now.ss_flags & SS_ONSTACK ? 'O' : '.');
  say_answer(" to change it meanwhile", sigaltstack(&(stack_t){.ss_sp = stack, .ss_size = sizeof stack}, NULL));
  (void)signal;
}

static void alternate(void)
{
  install(SIGUSR1, where, SA_ONSTACK);
  install(SIGUSR2, where, 0);
  say_answer("too small", sigaltstack(&(stack_t){.ss_sp = stack, .ss_size = 100}, NULL));
  say_answer("with a flag that is none", sigaltstack(&(stack_t){.ss_sp = stack, .ss_size = sizeof stack, .ss_flags = 64}, NULL));
  say_answer("right", sigaltstack(&(stack_t){.ss_sp = stack, .ss_size = sizeof stack}, NULL));
  send(SIGUSR1);
  tell("on the alternate stack");
  if (fork() == 0) {
    send(SIGUSR1);
    tell("in a child too");
    _exit(0);
  }
  wait(NULL);
  send(SIGUSR1);
  send(SIGUSR1);
  tell("again");
  send(SIGUSR2);
  tell("without SA_ONSTACK");
  sigaltstack(&(stack_t){.ss_flags = SS_DISABLE}, NULL);
  send(SIGUSR1);
  tell("none any more");
}

static void inherit(void)
{
  install(SIGUSR1, letter, 0);
  install(SIGUSR2, letter, 0);
  mask(SIG_BLOCK, SIGUSR2);
  send(SIGUSR2);
  int status;
  pid_t pid = fork();
  if (pid == 0) {
    sigset_t now;
    sigpending(&now);
    say_whether("what is pending is inherited", sigismember(&now, SIGUSR2));
    send(SIGUSR1);
    tell("handlers are");
    sigprocmask(SIG_BLOCK, NULL, &now);
    say_whether("the mask is", sigismember(&now, SIGUSR2) && !sigismember(&now, SIGUSR1));
    _exit(3);
  }
  waitpid(pid, &status, 0);
  say_end("the child", status);
  mask(SIG_UNBLOCK, SIGUSR2);
  tell("the parent has it still");
}

static void stop_at(int signal)
{
  struct sigaction action;
  say(" signal #", signal);
  say_answer(" to catch it", sigaction(signal, &(struct sigaction){.sa_handler = letter}, NULL));
  say_answer(" to ask", sigaction(signal, NULL, &action));
}

static void refuse(void)
{
  stop_at(SIGKILL);
  stop_at(SIGSTOP);
  stop_at(0);
  stop_at(65);
  stop_at(-1);
  sigset_t set;
  sigfillset(&set);
  say_answer("how", sigprocmask(99, &set, NULL));
  sigprocmask(SIG_SETMASK, &set, NULL);
  sigprocmask(SIG_SETMASK, NULL, &set);
  say_whether("SIGKILL is blocked", sigismember(&set, SIGKILL));
  say_whether("SIGSTOP is blocked", sigismember(&set, SIGSTOP));
  say_whether("SIGTERM is blocked", sigismember(&set, SIGTERM));
  sigemptyset(&set);
  say_answer("sigaddset", sigaddset(&set, 65));
  say_answer("sigismember", sigismember(&set, 0));
  say_answer("kill with no signal", kill(getpid(), 65));
  say_answer("kill nobody", kill(999999, SIGTERM));
  say_answer("kill nobody with no signal", kill(999999, 65));
  say_answer("is somebody there", kill(getpid(), 0));
  say_answer("sigqueue to nobody", sigqueue(999999, SIGTERM, (union sigval){0}));
}

/* A program of its own, by its arguments: what exec leaves. */
static int after_exec(void)
{
  struct sigaction action;
  sigset_t set;
  sigaction(SIGUSR1, NULL, &action);
  say_whether("what had a handler is the default", action.sa_handler == SIG_DFL && action.sa_flags == 0);
  sigaction(SIGUSR2, NULL, &action);
  say_whether("what was ignored is", action.sa_handler == SIG_IGN);
  sigprocmask(SIG_BLOCK, NULL, &set);
  say_whether("the mask is kept", sigismember(&set, SIGTERM));
  sigpending(&set);
  say_whether("what is pending is too", sigismember(&set, SIGTERM));
  stack_t now;
  sigaltstack(NULL, &now);
  say_whether("the alternate stack is no more", now.ss_flags & SS_DISABLE);
  return 5;
}

static char *self;

static void execute(void)
{
  install(SIGUSR1, letter, 0);
  install(SIGUSR2, SIG_IGN, 0);
  mask(SIG_BLOCK, SIGTERM);
  send(SIGTERM);
  sigaltstack(&(stack_t){.ss_sp = stack, .ss_size = sizeof stack}, NULL);
  execl(self, self, "again", (char *)NULL);
}

int main(int count, char **arguments)
{
  self = arguments[0];
  if (count > 1) return after_exec();
  in_child("ONCE", once);
  in_child("NEST", nest);
  in_child("ORDER", order);
  in_child("DEFER", defer);
  in_child("RESET", reset);
  in_child("INFORM", inform);
  in_child("QUEUE", queue);
  in_child("ALTERNATE STACK", alternate);
  in_child("INHERIT", inherit);
  in_child("REFUSE", refuse);
  in_child("EXEC", execute);
  return 0;
}
