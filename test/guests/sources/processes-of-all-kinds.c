/*
 * Children that sleep, are stopped, ended, wait for a vfork child: and `ps`, which shows them. With an argument it is given their
 * pids, so that it shows nothing else.
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void sleep_for_ever(int fd)
{
  char letter;
  read(fd, &letter, 1);
}

int main(int argc, char **argv)
{
  pid_t pids[7] = {getpid()};
  int ends[2], told[2];
  if (strcmp(argv[0], "sleeper") == 0) return sleep_for_ever(0), 0;
  pipe(ends);
  pipe(told);
  if ((pids[1] = fork()) == 0) {
    dup2(ends[0], 0);
    execl("/proc/self/exe", "sleeper", "with", "words", NULL);
    _exit(1);
  }
  if ((pids[2] = fork()) == 0) {
    raise(SIGSTOP);
    _exit(0);
  }
  if ((pids[3] = fork()) == 0) _exit(3);
  if ((pids[4] = fork()) == 0) {
    if (vfork() == 0) {
      pid_t self = getpid();
      write(told[1], &self, sizeof self);
      sleep_for_ever(ends[0]);
    }
    _exit(0);
  }
  read(told[0], &pids[5], sizeof pids[5]);
  usleep(300000); /* now all of them are where they will stay */
  if ((pids[6] = fork()) == 0) {
    char numbers[7][12], *words[9] = {"ps"};
    pids[6] = getpid();
    for (int i = 0; i < 7 && argc > 1; i++) {
      sprintf(numbers[i], "%d", (int)pids[i]);
      words[i + 1] = numbers[i];
    }
    execvp("ps", words);
    _exit(1);
  }
  waitpid(pids[6], NULL, 0);
  for (int i = 1; i < 6; i++) kill(pids[i], SIGKILL);
  while (wait(NULL) > 0) continue;
  return 0;
}
