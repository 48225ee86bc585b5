/* Signals that are waited for rather than handled: sigtimedwait, sigwaitinfo, sigwait. */
#include <time.h>

#include "signals.h"

static void handle(int signal)
{
  (void)signal;
  note('!');
}

static sigset_t set_of(int one, int other)
{
  sigset_t set;
  sigemptyset(&set);
  if (one) sigaddset(&set, one);
  if (other) sigaddset(&set, other);
  return set;
}

static const struct timespec at_once = {0}, soon = {.tv_nsec = 30000000};

static void take(void)
{
  sigset_t set = set_of(SIGUSR1, SIGUSR2);
  siginfo_t info;
  install(SIGUSR1, handle, 0);
  sigprocmask(SIG_BLOCK, &set, NULL);
  say_answer("nothing there", sigtimedwait(&set, &info, &at_once));
  say_answer("nothing comes", sigtimedwait(&set, &info, &soon));
  say_answer("a time that is none", sigtimedwait(&set, &info, &(struct timespec){.tv_nsec = 1000000000}));
  say_answer("a negative time", sigtimedwait(&set, &info, &(struct timespec){.tv_sec = -1}));
  send(SIGUSR2);
  send(SIGUSR1);
  say_answer("the lower", sigtimedwait(&set, &info, &at_once));
  say_whether("it says so", info.si_signo == SIGUSR1 && info.si_code == SI_USER && info.si_pid == getpid());
  say_answer("the higher", sigwaitinfo(&set, NULL));
  say_answer("no more", sigtimedwait(&set, NULL, &at_once));
  tell("handlers that have run");
}

static void real_time(void)
{
  sigset_t set = set_of(SIGRTMIN, SIGRTMIN + 1);
  siginfo_t info;
  sigprocmask(SIG_BLOCK, &set, NULL);
  for (int i = 0; i < 3; i++) {
    sigqueue(getpid(), SIGRTMIN + 1, (union sigval){.sival_int = 10 + i});
    sigqueue(getpid(), SIGRTMIN, (union sigval){.sival_int = i});
  }
  for (int i = 0; i < 6; i++) {
    sigwaitinfo(&set, &info);
    say(" signal #", info.si_signo);
    say(" value #", info.si_value.sival_int);
  }
}

static void from_another(void)
{
  sigset_t set = set_of(SIGUSR1, SIGTERM);
  siginfo_t info;
  sigprocmask(SIG_BLOCK, &set, NULL);
  pid_t pid = fork();
  if (pid == 0) {
    usleep(20000);
    sigqueue(getppid(), SIGTERM, (union sigval){.sival_int = 99});
    _exit(0);
  }
  say_answer("it came", sigwaitinfo(&set, &info));
  say_whether("from the child", info.si_pid == pid && info.si_code == SI_QUEUE && info.si_value.sival_int == 99);
  waitpid(pid, NULL, 0);
}

static void wait_plainly(void)
{
  sigset_t set = set_of(SIGUSR1, 0);
  int taken = 0;
  install(SIGUSR2, handle, 0);
  sigprocmask(SIG_BLOCK, &set, NULL);
  pid_t parent = getpid(), pid = fork();
  if (pid == 0) {
    usleep(20000);
    kill(parent, SIGUSR2);
    usleep(20000);
    kill(parent, SIGUSR1);
    _exit(0);
  }
  say("sigwait: #", sigwait(&set, &taken));
  say("signal #", taken);
  tell("another's handler has run meanwhile");
  waitpid(pid, NULL, 0);
}

static void await_child(void)
{
  sigset_t set = set_of(SIGCHLD, 0);
  siginfo_t info;
  sigprocmask(SIG_BLOCK, &set, NULL);
  pid_t pid = fork();
  if (pid == 0) _exit(7);
  say_answer("what is ignored by default can be waited for", sigwaitinfo(&set, &info));
  say_whether("it is the child's", info.si_pid == pid && info.si_code == CLD_EXITED && info.si_status == 7);
  say_whether("which is still to be waited for", waitpid(pid, NULL, 0) == pid);
}

static void ignored_child(void)
{
  sigset_t set = set_of(SIGCHLD, 0);
  signal(SIGCHLD, SIG_IGN);
  sigprocmask(SIG_BLOCK, &set, NULL);
  pid_t pid = fork();
  if (pid == 0) _exit(7);
  say_answer("nobody to wait for", waitpid(pid, NULL, 0));
  say_answer("SIGCHLD that is ignored does not come", sigtimedwait(&set, NULL, &at_once));
}

static void ignored_user(void)
{
  sigset_t set = set_of(SIGUSR1, 0);
  signal(SIGUSR1, SIG_IGN);
  sigprocmask(SIG_BLOCK, &set, NULL);
  send(SIGUSR1);
  say_answer("another comes all the same", sigtimedwait(&set, NULL, &at_once));
}

static void unblocked(int how)
{
  sigset_t set = set_of(SIGUSR1, 0);
  signal(SIGUSR1, how == 0 ? SIG_IGN : how == 1 ? handle : SIG_DFL);
  pid_t parent = getpid(), pid = fork();
  if (pid == 0) {
    usleep(20000);
    kill(parent, SIGUSR1);
    _exit(0);
  }
  say_answer("what is not blocked", sigtimedwait(&set, NULL, &(struct timespec){.tv_nsec = 300000000}));
  tell("handlers that have run");
}

static void unblocked_ignored(void) { unblocked(0); }
static void unblocked_handled(void) { unblocked(1); }
static void unblocked_default(void) { unblocked(2); }

static void discard(void)
{
  sigset_t set = set_of(SIGUSR1, SIGCHLD), pending;
  sigprocmask(SIG_BLOCK, &set, NULL);
  send(SIGUSR1);
  send(SIGCHLD);
  signal(SIGUSR1, handle);
  sigpending(&pending);
  say_whether("a handler leaves it pending", sigismember(&pending, SIGUSR1));
  signal(SIGUSR1, SIG_IGN);
  signal(SIGCHLD, SIG_DFL);
  sigpending(&pending);
  say_whether("SIG_IGN does not", sigismember(&pending, SIGUSR1));
  say_whether("nor does a default that is to ignore it", sigismember(&pending, SIGCHLD));
}

int main(void)
{
  in_child("TAKE", take);
  in_child("REAL TIME", real_time);
  in_child("FROM ANOTHER", from_another);
  in_child("SIGWAIT", wait_plainly);
  in_child("A CHILD'S", await_child);
  in_child("AN IGNORED CHILD'S", ignored_child);
  in_child("AN IGNORED ONE", ignored_user);
  in_child("NOT BLOCKED, IGNORED", unblocked_ignored);
  in_child("NOT BLOCKED, HANDLED", unblocked_handled);
  in_child("NOT BLOCKED, DEFAULT", unblocked_default);
  in_child("DISCARD", discard);
  return 0;
}
