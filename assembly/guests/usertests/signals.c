/* Handlers and masks: what runs when, what forks inherit, and which calls are interrupted. */
#include "usertests.h"

#include <setjmp.h>
#include <time.h>

QUESTION(handler, "does a handler run before raise and kill answer?")
{
  handle(SIGUSR1, count_signal, 0);
  EXPECT(0, raise(SIGUSR1));
  EXPECT(1, caught[SIGUSR1]);
  EXPECT(0, kill(getpid(), SIGUSR1));
  EXPECT(2, caught[SIGUSR1]);
  handle(SIGUSR1, SIG_IGN, 0);
  EXPECT(0, raise(SIGUSR1));
  EXPECT(2, caught[SIGUSR1]);
}

static void count_twice(int signal) { caught[signal] += 2; }

QUESTION(handler_inherited, "has a child its parent's handlers, and then its own?")
{
  handle(SIGUSR1, count_signal, 0);
  pid_t child = FORK();
  if (child == 0) {
    raise(SIGUSR1);
    EXPECT(1, caught[SIGUSR1]);
    handle(SIGUSR1, count_twice, 0);
    raise(SIGUSR1);
    _exit(caught[SIGUSR1]);
  }
  EXPECT_EXIT(3, child);
  raise(SIGUSR1);
  EXPECT(1, caught[SIGUSR1]);
}

QUESTION(pending, "are pending signals left to the parent alone?")
{
  sigset_t waiting;
  handle(SIGUSR1, count_signal, 0);
  block(SIGUSR1);
  raise(SIGUSR1);
  raise(SIGUSR1);
  EXPECT(0, caught[SIGUSR1]);
  pid_t child = FORK();
  if (child == 0) {
    OK(sigpending(&waiting));
    EXPECT(0, sigismember(&waiting, SIGUSR1));
    unblock(SIGUSR1);
    EXPECT(0, caught[SIGUSR1]);
    _exit(0);
  }
  EXPECT_EXIT(0, child);
  OK(sigpending(&waiting));
  EXPECT(1, sigismember(&waiting, SIGUSR1));
  unblock(SIGUSR1);
  EXPECT(1, caught[SIGUSR1]);
}

QUESTION(mask_inherited, "has a child its parent's mask, and then its own?")
{
  sigset_t mask;
  block(SIGUSR1);
  pid_t child = FORK();
  if (child == 0) {
    OK(sigprocmask(SIG_BLOCK, NULL, &mask));
    EXPECT(1, sigismember(&mask, SIGUSR1));
    EXPECT(0, sigismember(&mask, SIGUSR2));
    unblock(SIGUSR1);
    raise(SIGUSR1);
    _exit(1);
  }
  EXPECT_KILLED(SIGUSR1, child);
  OK(sigprocmask(SIG_BLOCK, NULL, &mask));
  EXPECT(1, sigismember(&mask, SIGUSR1));
  EXPECT_ERRNO(EINVAL, sigprocmask(77, &mask, NULL));
}

QUESTION(interrupted_read, "does a handler end a read that waits?")
{
  struct line never = make_line();
  handle(SIGUSR1, count_signal, 0);
  pid_t child = FORK();
  if (child == 0) {
    char byte;
    EXPECT_ERRNO(EINTR, read(never.in, &byte, 1));
    EXPECT_TRUE(caught[SIGUSR1] > 0);
    _exit(4);
  }
  EXPECT(4, WEXITSTATUS(pester(child, SIGUSR1)));
}

QUESTION(interrupted_wait, "does a handler end a wait, but not the child?")
{
  struct line never = make_line();
  handle(SIGUSR1, count_signal, 0);
  pid_t child = FORK();
  if (child == 0) {
    pid_t grandchild = FORK();
    if (grandchild == 0) _exit(hear(never));
    EXPECT_ERRNO(EINTR, waitpid(grandchild, NULL, 0));
    EXPECT(0, waitpid(grandchild, NULL, WNOHANG));
    OK(kill(grandchild, SIGKILL));
    EXPECT_KILLED(SIGKILL, grandchild);
    _exit(4);
  }
  EXPECT(4, WEXITSTATUS(pester(child, SIGUSR1)));
}

QUESTION(interrupted_sleep, "does an interrupted sleeper know how long was left?")
{
  handle(SIGUSR1, count_signal, SA_RESTART);
  pid_t child = FORK();
  if (child == 0) {
    struct timespec time = {1000, 0}, left = {0, 0};
    EXPECT_ERRNO(EINTR, nanosleep(&time, &left));
    EXPECT_TRUE(left.tv_sec > 0 && left.tv_sec <= 1000);
    EXPECT_ERRNO(EINTR, pause());
    _exit(4);
  }
  EXPECT(4, WEXITSTATUS(pester(child, SIGUSR1)));
}

QUESTION(restart, "does a read go on after a handler with SA_RESTART?")
{
  struct line words = make_line(), ready = make_line();
  handle(SIGUSR1, count_signal, SA_RESTART);
  pid_t child = FORK();
  if (child == 0) {
    char byte = 0;
    say(ready, '!');
    EXPECT(1, read(words.in, &byte, 1));
    EXPECT_TRUE(caught[SIGUSR1] > 0);
    _exit(byte);
  }
  hear(ready);
  for (int i = 0; i < 5; i++) {
    OK(kill(child, SIGUSR1));
    rest(1);
  }
  say(words, 'w');
  EXPECT_EXIT('w', child);
}

static volatile sig_atomic_t reaped;

static void reap(int signal)
{
  int kept = errno;
  (void)signal;
  while (waitpid(-1, NULL, WNOHANG) > 0) reaped++;
  errno = kept;
}

QUESTION(sigchld, "does a handler that waits in a loop find every child?")
{
  sigset_t none = set_of(0);
  handle(SIGCHLD, reap, SA_RESTART);
  for (int i = 0; i < 100; i++)
    if (FORK() == 0) _exit(i);
  block(SIGCHLD);
  while (reaped < 100) EXPECT_ERRNO(EINTR, sigsuspend(&none));
  EXPECT(100, reaped);
  EXPECT_ERRNO(ECHILD, wait(NULL));
}

QUESTION(sigchld_counts, "do ends that come at once count as one signal, at least?")
{
  siginfo_t info;
  pid_t children[10];
  handle(SIGCHLD, count_signal, 0);
  block(SIGCHLD);
  for (int i = 0; i < 10; i++)
    if ((children[i] = FORK()) == 0) _exit(0);
  for (int i = 0; i < 10; i++) OK(waitid(P_PID, children[i], &info, WEXITED | WNOWAIT));
  unblock(SIGCHLD);
  EXPECT(1, caught[SIGCHLD]);
  for (int i = 0; i < 10; i++) EXPECT_EXIT(0, children[i]);
}

QUESTION(no_zombies, "are there no zombies where SIGCHLD is ignored?")
{
  for (int round = 0; round < 2; round++) {
    handle(SIGCHLD, round ? SIG_DFL : SIG_IGN, round ? SA_NOCLDWAIT : 0);
    for (int i = 0; i < 10; i++)
      if (FORK() == 0) _exit(i);
    EXPECT_ERRNO(ECHILD, wait(NULL));
  }
  handle(SIGCHLD, SIG_DFL, 0);
  pid_t child = FORK();
  if (child == 0) _exit(1);
  EXPECT_EXIT(1, child);
}

static sigjmp_buf mark;

static void jump(int signal) { siglongjmp(mark, signal); }

QUESTION(jump_out, "can a handler jump out, and is the mask what it was?")
{
  sigset_t mask;
  volatile int rounds = 0;
  handle(SIGUSR1, jump, 0);
  for (int i = 0; i < 3; i++) {
    int signal = sigsetjmp(mark, 1);
    if (signal == 0) {
      raise(SIGUSR1);
      EXPECT_TRUE(0);
    }
    EXPECT(SIGUSR1, signal);
    OK(sigprocmask(SIG_BLOCK, NULL, &mask));
    EXPECT(0, sigismember(&mask, SIGUSR1));
    rounds++;
  }
  EXPECT(3, rounds);
}

QUESTION(jump_from_read, "can a handler jump out of a call that waits?")
{
  struct line never = make_line();
  handle(SIGUSR1, jump, SA_RESTART);
  block(SIGUSR1);
  pid_t child = FORK();
  if (child == 0) {
    if (sigsetjmp(mark, 1) != 0) _exit(11);
    unblock(SIGUSR1);
    hear(never);
    _exit(1);
  }
  EXPECT(11, WEXITSTATUS(pester(child, SIGUSR1)));
}

QUESTION(suspend, "does sigsuspend let in what was blocked, and put the mask back?")
{
  sigset_t mask, allowed;
  handle(SIGUSR1, count_signal, 0);
  block(SIGUSR1);
  pid_t child = FORK();
  if (child == 0) _exit(kill(getppid(), SIGUSR1) == 0 ? 0 : 1);
  sigfillset(&allowed);
  sigdelset(&allowed, SIGUSR1);
  EXPECT_ERRNO(EINTR, sigsuspend(&allowed));
  EXPECT(1, caught[SIGUSR1]);
  OK(sigprocmask(SIG_BLOCK, NULL, &mask));
  EXPECT(1, sigismember(&mask, SIGUSR1));
  EXPECT_EXIT(0, child);
}

static void fork_and_wait(int signal)
{
  pid_t child = FORK();
  if (child == 0) _exit(signal);
  EXPECT_EXIT(signal, child);
  caught[signal]++;
}

QUESTION(handler_forks, "may a handler fork and wait?")
{
  handle(SIGUSR1, fork_and_wait, 0);
  for (int i = 0; i < 5; i++) raise(SIGUSR1);
  EXPECT(5, caught[SIGUSR1]);
  pid_t child = FORK();
  if (child == 0) {
    raise(SIGUSR1);
    _exit(caught[SIGUSR1]);
  }
  EXPECT_EXIT(6, child);
}
