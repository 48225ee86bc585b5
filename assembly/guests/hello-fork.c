/*
 * The smallest fork: one call, two returns. The child gets 0, the parent gets the child's pid, and both go on from here
 * with memory of their own: what the child does to `greeting` the parent never sees.
 */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
  const char *greeting = "hello from before the fork";
  printf("%s\n", greeting);
  fflush(stdout);

  pid_t pid = fork();
  if (pid < 0) {
    perror("fork");
    return 1;
  }
  if (pid == 0) {
    greeting = "hello from the child";
    printf("%s\n", greeting);
    return 7;
  }

  int status;
  pid_t ended = waitpid(pid, &status, 0);
  printf("the parent still says: %s\n", greeting);
  printf("the child I waited for is the one I made: %s\n", ended == pid ? "yes" : "no");
  printf("it exited with %d\n", WEXITSTATUS(status));
  return 0;
}
