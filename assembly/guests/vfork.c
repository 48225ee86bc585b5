/*
 * vfork lends the caller's memory to the child and lets the caller sleep until the child has called exec or _exit. What
 * the child wrote is there when the parent wakes. Its descriptors are copies all the same.
 */
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char *argv[])
{
  if (argc == 2) {
    printf("a new program in the child: %s\n", argv[1]);
    return 5;
  }

  volatile int shared = 1;
  pid_t pid = vfork();
  if (pid == 0) {
    shared = 2;
    close(STDIN_FILENO);
    _exit(4);
  }
  int status;
  printf("the child's %d is in the parent's memory\n", shared);
  printf("the parent's standard input is still open: %s\n", dup(STDIN_FILENO) >= 0 ? "yes" : "no");
  waitpid(pid, &status, 0);
  printf("the child exited with %d\n", WEXITSTATUS(status));
  fflush(stdout);

  pid = vfork();
  if (pid == 0) {
    execl(argv[0], argv[0], "exec", (char *)NULL);
    _exit(127);
  }
  waitpid(pid, &status, 0);
  printf("the new program exited with %d\n", WEXITSTATUS(status));
  return 0;
}
