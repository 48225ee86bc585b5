/* Ends and statuses: what is told to whom, and how long a zombie lasts. */
#include "usertests.h"

QUESTION(exit_codes, "does the parent see the low eight bits of an exit code?")
{
  static const int codes[] = {0, 1, 2, 127, 128, 200, 255, 256, 257, 511, -1, -256, 0x7fffffff};
  for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
    pid_t child = FORK();
    if (child == 0) _exit(codes[i]);
    EXPECT_EXIT(codes[i] & 0xff, child);
  }
}

QUESTION(all_codes, "do 256 children with 256 codes keep them apart?")
{
  static pid_t children[256];
  for (int i = 0; i < 256; i++)
    if ((children[i] = FORK()) == 0) _exit(i);
  for (int waited = 0; waited < 256; waited++) {
    int status;
    pid_t pid = OK(wait(&status));
    EXPECT_TRUE(WIFEXITED(status) && !WIFSIGNALED(status) && !WIFSTOPPED(status));
    EXPECT(children[WEXITSTATUS(status)], pid);
    children[WEXITSTATUS(status)] = 0;
  }
}

QUESTION(wait_nothing, "what is there to wait for without children?")
{
  EXPECT_ERRNO(ECHILD, wait(NULL));
  EXPECT_ERRNO(ECHILD, waitpid(-1, NULL, WNOHANG));
  EXPECT_ERRNO(ECHILD, waitpid(0, NULL, 0));
  EXPECT_ERRNO(ECHILD, waitpid(getpid(), NULL, 0));
  EXPECT_ERRNO(ECHILD, waitpid(getppid(), NULL, 0));
  EXPECT_ERRNO(ECHILD, waitpid(0x3ffffff, NULL, 0));
  EXPECT_ERRNO(ECHILD, waitpid(-0x3ffffff, NULL, 0));
}

QUESTION(wait_options, "are unknown options of waitpid refused?")
{
  struct line end = make_line();
  pid_t child = FORK();
  if (child == 0) {
    hear_the_end(&end);
    _exit(0);
  }
  EXPECT_ERRNO(EINVAL, waitpid(child, NULL, 0x100));
  EXPECT_ERRNO(EINVAL, waitpid(-1, NULL, 0x8000 | WNOHANG));
  hang_up(end);
  EXPECT_EXIT(0, child);
}

QUESTION(wait_null, "may a parent not want to know the status?")
{
  pid_t child = FORK();
  if (child == 0) _exit(1);
  EXPECT(child, wait(NULL));
  child = FORK();
  if (child == 0) _exit(1);
  EXPECT(child, waitpid(child, NULL, 0));
}

QUESTION(grandchild, "can a grandchild be waited for?")
{
  struct line told = make_line();
  int pids[2];
  OK(pipe(pids));
  pid_t child = FORK();
  if (child == 0) {
    pid_t grandchild = FORK();
    if (grandchild == 0) _exit(0);
    EXPECT(sizeof grandchild, write(pids[1], &grandchild, sizeof grandchild));
    hear(told);
    EXPECT_EXIT(0, grandchild);
    _exit(0);
  }
  pid_t grandchild;
  EXPECT(sizeof grandchild, read(pids[0], &grandchild, sizeof grandchild));
  EXPECT_ERRNO(ECHILD, waitpid(grandchild, NULL, 0));
  say(told, '!');
  EXPECT_EXIT(0, child);
}

QUESTION(no_hang, "does WNOHANG answer 0 while a child lives?")
{
  struct line go = make_line(), alive = make_line();
  int status = 12345;
  pid_t child = FORK();
  if (child == 0) {
    hear(go);
    _exit(7);
  }
  EXPECT(0, waitpid(child, &status, WNOHANG));
  EXPECT(0, waitpid(-1, &status, WNOHANG));
  say(go, '!');
  hear_the_end(&alive);
  pid_t waited;
  while ((waited = waitpid(child, &status, WNOHANG)) == 0) rest(1);
  EXPECT(child, waited);
  EXPECT(7, WEXITSTATUS(status));
  EXPECT_ERRNO(ECHILD, waitpid(child, &status, WNOHANG));
}

QUESTION(zombie, "is a zombie's pid taken until it is waited for?")
{
  siginfo_t info;
  pid_t child = FORK();
  if (child == 0) _exit(3);
  OK(waitid(P_PID, child, &info, WEXITED | WNOWAIT));
  EXPECT(0, kill(child, 0));
  EXPECT(0, kill(child, SIGKILL));
  EXPECT(getpgrp(), getpgid(child));
  EXPECT_EXIT(3, child);
  EXPECT_ERRNO(ESRCH, kill(child, 0));
}

QUESTION(zombies, "can a parent have a hundred zombies?")
{
  static pid_t children[100];
  siginfo_t info;
  for (int i = 0; i < 100; i++)
    if ((children[i] = FORK()) == 0) _exit(i);
  for (int i = 0; i < 100; i++) OK(waitid(P_PID, children[i], &info, WEXITED | WNOWAIT));
  for (int i = 0; i < 100; i++) EXPECT(0, kill(children[i], 0));
  for (int i = 99; i >= 0; i--) EXPECT_EXIT(i, children[i]);
}

QUESTION(look_before, "can an end be looked at before it is taken?")
{
  pid_t child = FORK();
  if (child == 0) _exit(77);
  for (int i = 0; i < 3; i++) {
    siginfo_t info;
    memset(&info, 0, sizeof info);
    OK(waitid(i == 0 ? P_ALL : P_PID, child, &info, WEXITED | WNOWAIT));
    EXPECT(child, info.si_pid);
    EXPECT(SIGCHLD, info.si_signo);
    EXPECT(CLD_EXITED, info.si_code);
    EXPECT(77, info.si_status);
  }
  EXPECT_EXIT(77, child);
  EXPECT_ERRNO(ECHILD, waitid(P_PID, child, NULL, WEXITED | WNOWAIT));
}

QUESTION(waitid_killed, "does waitid tell the signal of one that was killed?")
{
  siginfo_t info;
  pid_t child = FORK();
  if (child == 0)
    for (;;) pause();
  memset(&info, 0, sizeof info);
  OK(waitid(P_PID, child, &info, WEXITED | WNOHANG));
  EXPECT(0, info.si_pid);
  OK(kill(child, SIGKILL));
  OK(waitid(P_PID, child, &info, WEXITED));
  EXPECT(child, info.si_pid);
  EXPECT(CLD_KILLED, info.si_code);
  EXPECT(SIGKILL, info.si_status);
  EXPECT_ERRNO(EINVAL, waitid(P_PID, child, &info, 0));
  EXPECT_ERRNO(EINVAL, waitid((idtype_t)77, child, &info, WEXITED));
}

QUESTION(any_child, "does wait for any child find the one that has ended?")
{
  struct line go = make_line();
  int status;
  pid_t sleeper = FORK();
  if (sleeper == 0) {
    hear(go);
    _exit(1);
  }
  for (int i = 0; i < 10; i++) {
    pid_t child = FORK();
    if (child == 0) _exit(i);
    EXPECT(child, wait(&status));
    EXPECT(i, WEXITSTATUS(status));
  }
  say(go, '!');
  EXPECT(sleeper, waitpid(0, &status, 0));
  EXPECT(1, WEXITSTATUS(status));
}

QUESTION(children_stay, "does a child inherit its parent's children?")
{
  struct line go = make_line();
  pid_t elder = FORK();
  if (elder == 0) {
    hear(go);
    _exit(0);
  }
  pid_t younger = FORK();
  if (younger == 0) {
    EXPECT_ERRNO(ECHILD, waitpid(elder, NULL, WNOHANG));
    EXPECT_ERRNO(ECHILD, wait(NULL));
    _exit(0);
  }
  EXPECT_EXIT(0, younger);
  say(go, '!');
  EXPECT_EXIT(0, elder);
}

QUESTION(main_returns, "is what main returns the exit code?")
{
  pid_t child = FORK();
  if (child == 0) become("exit", "300", NULL);
  EXPECT_EXIT(300 & 0xff, child);
}
