/*
 * A zombie is a process that has ended and has not been waited for: it still has its pid. An orphan is one whose parent
 * has ended first: it is given another parent, and its old grandparent cannot wait for it.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void show_zombie(void)
{
  int alive[2];
  char byte;
  pipe(alive);
  pid_t pid = fork();
  if (pid == 0) _exit(3);
  close(alive[1]);
  read(alive[0], &byte, 1); /* the end of the file comes when the child has ended: it had the other copy */
  close(alive[0]);

  int status;
  printf("the child has ended, its pid is still taken: %s\n", kill(pid, 0) == 0 ? "yes" : "no");
  waitpid(pid, &status, 0);
  printf("waited for, it exited with %d\n", WEXITSTATUS(status));
  printf("its pid is free now: %s\n", kill(pid, 0) < 0 && errno == ESRCH ? "yes" : "no");
  printf("there is nothing more to wait for: %s\n", wait(NULL) < 0 && errno == ECHILD ? "yes" : "no");
}

static void show_orphan(void)
{
  int parent_is_gone[2], report[2];
  char byte, adopted = '?';
  pipe(parent_is_gone);
  pipe(report);
  fflush(stdout);
  pid_t parent = fork();
  if (parent == 0) {
    parent = getpid();
    if (fork() == 0) {
      read(parent_is_gone[0], &byte, 1);
      adopted = getppid() == parent ? 'n' : 'y';
      write(report[1], &adopted, 1);
    }
    _exit(0);
  }
  waitpid(parent, NULL, 0);
  write(parent_is_gone[1], "!", 1);
  read(report[0], &adopted, 1);
  printf("the orphan was given another parent: %s\n", adopted == 'y' ? "yes" : "no");
  printf("and it is not for us to wait for: %s\n", wait(NULL) < 0 && errno == ECHILD ? "yes" : "no");
}

int main(void)
{
  show_zombie();
  show_orphan();
  return 0;
}
