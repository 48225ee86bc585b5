/* kill: who is hit, and what the parent is told. */
#include "usertests.h"

QUESTION(killed_sleeper, "is a killed sleeper's status right?")
{
  static const int signals[] = {SIGTERM, SIGKILL, SIGINT, SIGHUP, SIGUSR1, SIGALRM};
  for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
    pid_t child = FORK();
    if (child == 0)
      for (;;) sleep(1000);
    if (i % 2) rest(1);
    OK(kill(child, signals[i]));
    EXPECT_KILLED(signals[i], child);
  }
}

QUESTION(kill_reader, "can a process be killed that waits for a pipe?")
{
  struct line never = make_line();
  pid_t child = FORK();
  if (child == 0) _exit(hear(never));
  rest(1);
  OK(kill(child, SIGTERM));
  EXPECT_KILLED(SIGTERM, child);
}

QUESTION(kill_loop, "can a process be killed that calls nothing?")
{
  struct line begun = make_line();
  pid_t child = FORK();
  if (child == 0) {
    say(begun, '!');
    for (volatile unsigned turns = 0;; turns++) continue;
  }
  hear(begun);
  OK(kill(child, SIGKILL));
  EXPECT_KILLED(SIGKILL, child);
}

QUESTION(kill_waiter, "can a process be killed that waits for its child?")
{
  struct line ready = make_line(), go = make_line(), gone = make_line();
  pid_t parent = FORK();
  if (parent == 0) {
    if (FORK() == 0) {
      say(ready, '!');
      hear(go);
      say(gone, '!');
      _exit(0);
    }
    wait(NULL);
    _exit(0);
  }
  hear(ready);
  rest(1);
  OK(kill(parent, SIGTERM));
  EXPECT_KILLED(SIGTERM, parent);
  say(go, '!');
  EXPECT('!', hear(gone));
}

QUESTION(kill_self, "what if a process kills itself?")
{
  for (int i = 0; i < 4; i++) {
    static const int expected[] = {SIGTERM, SIGKILL, SIGUSR2, SIGABRT};
    pid_t child = FORK();
    if (child == 0) {
      if (i == 0) kill(getpid(), SIGTERM);
      if (i == 1) kill(getpid(), SIGKILL);
      if (i == 2) raise(SIGUSR2);
      if (i == 3) abort();
      _exit(1);
    }
    EXPECT_KILLED(expected[i], child);
  }
}

QUESTION(default_actions, "which signals end a process that does nothing about them?")
{
  static const int deadly[] = {SIGHUP, SIGINT, SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGKILL, SIGUSR1,
                               SIGSEGV, SIGUSR2, SIGPIPE, SIGALRM, SIGTERM, SIGXCPU, SIGXFSZ, SIGVTALRM, SIGPROF,
                               SIGSYS};
  static const int harmless[] = {SIGCHLD, SIGURG, SIGWINCH, SIGCONT};
  for (size_t i = 0; i < sizeof deadly / sizeof *deadly; i++) {
    pid_t child = FORK();
    if (child == 0) {
      raise(deadly[i]);
      _exit(1);
    }
    EXPECT_KILLED(deadly[i], child);
  }
  pid_t child = FORK();
  if (child == 0) {
    for (size_t i = 0; i < sizeof harmless / sizeof *harmless; i++) OK(raise(harmless[i]));
    _exit(6);
  }
  EXPECT_EXIT(6, child);
}

QUESTION(kill_zero, "does signal 0 tell whether a process is there?")
{
  EXPECT(0, kill(getpid(), 0));
  EXPECT(0, kill(0, 0));
  pid_t child = FORK();
  if (child == 0)
    for (;;) pause();
  EXPECT(0, kill(child, 0));
  OK(kill(child, SIGKILL));
  EXPECT_KILLED(SIGKILL, child);
  EXPECT_ERRNO(ESRCH, kill(child, 0));
  EXPECT_ERRNO(ESRCH, kill(0x3ffffff, SIGTERM));
  EXPECT_ERRNO(ESRCH, kill(-0x3ffffff, SIGTERM));
  EXPECT_ERRNO(EINVAL, kill(getpid(), 65));
  EXPECT_ERRNO(EINVAL, kill(getpid(), -1));
  EXPECT_ERRNO(EINVAL, kill(getpid(), 1000000));
}

QUESTION(kill_group, "does kill(0) hit the caller's group, and nobody else?")
{
  struct line ready = make_line(), go = make_line();
  pid_t stranger = FORK();
  if (stranger == 0) {
    hear(go);
    _exit(0);
  }
  pid_t leader = FORK();
  if (leader == 0) {
    OK(setpgid(0, 0));
    for (int i = 0; i < 3; i++)
      if (FORK() == 0) {
        say(ready, '!');
        for (;;) pause();
      }
    for (int i = 0; i < 3; i++) hear(ready);
    handle(SIGTERM, SIG_IGN, 0);
    OK(kill(0, SIGTERM));
    for (int i = 0; i < 3; i++) {
      int status;
      OK(wait(&status));
      EXPECT(SIGTERM, WTERMSIG(status));
    }
    _exit(9);
  }
  EXPECT_EXIT(9, leader);
  say(go, '!');
  EXPECT_EXIT(0, stranger);
}

QUESTION(cannot_ignore, "can SIGKILL or SIGSTOP be ignored, caught or blocked?")
{
  struct sigaction action = {.sa_flags = 0};
  sigset_t mask;
  action.sa_handler = SIG_IGN;
  EXPECT_ERRNO(EINVAL, sigaction(SIGKILL, &action, NULL));
  EXPECT_ERRNO(EINVAL, sigaction(SIGSTOP, &action, NULL));
  action.sa_handler = count_signal;
  EXPECT_ERRNO(EINVAL, sigaction(SIGKILL, &action, NULL));
  EXPECT_ERRNO(EINVAL, sigaction(0, &action, NULL));
  EXPECT_ERRNO(EINVAL, sigaction(65, &action, NULL));
  sigfillset(&mask);
  OK(sigprocmask(SIG_SETMASK, &mask, NULL));
  OK(sigprocmask(SIG_SETMASK, NULL, &mask));
  EXPECT(0, sigismember(&mask, SIGKILL));
  EXPECT(0, sigismember(&mask, SIGSTOP));
  EXPECT(1, sigismember(&mask, SIGTERM));
}

QUESTION(stop, "does a stopped process stand still until it is continued?")
{
  struct line ask = make_line(), answer = make_line();
  int status;
  pid_t child = FORK();
  if (child == 0) {
    hang_up((struct line){ask.out, answer.in});
    for (char byte; (byte = hear_or_end(ask)) != 0;) say(answer, byte + 1);
    _exit(2);
  }
  close(ask.in);
  say(ask, 'a');
  EXPECT('b', hear(answer));
  OK(kill(child, SIGSTOP));
  EXPECT(child, waitpid(child, &status, WUNTRACED));
  EXPECT_TRUE(WIFSTOPPED(status) && !WIFEXITED(status) && !WIFSIGNALED(status));
  EXPECT(SIGSTOP, WSTOPSIG(status));
  say(ask, 'c');
  rest(5);
  OK(fcntl(answer.in, F_SETFL, O_NONBLOCK));
  char byte;
  EXPECT_ERRNO(EAGAIN, read(answer.in, &byte, 1));
  OK(fcntl(answer.in, F_SETFL, 0));
  EXPECT(0, waitpid(child, &status, WNOHANG | WUNTRACED));
  OK(kill(child, SIGCONT));
  EXPECT(child, waitpid(child, &status, WCONTINUED));
  EXPECT_TRUE(WIFCONTINUED(status));
  EXPECT('d', hear(answer));
  close(ask.out);
  EXPECT_EXIT(2, child);
}

QUESTION(kill_stopped, "what can kill a process that is stopped?")
{
  int status;
  pid_t child = FORK();
  if (child == 0)
    for (;;) raise(SIGSTOP);
  EXPECT(child, waitpid(child, &status, WUNTRACED));
  OK(kill(child, SIGTERM));
  rest(2);
  EXPECT(0, waitpid(child, &status, WNOHANG));
  OK(kill(child, SIGCONT));
  EXPECT_KILLED(SIGTERM, child);
  child = FORK();
  if (child == 0)
    for (;;) raise(SIGSTOP);
  EXPECT(child, waitpid(child, &status, WUNTRACED));
  OK(kill(child, SIGKILL));
  EXPECT_KILLED(SIGKILL, child);
}
