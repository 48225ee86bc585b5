/* Who forks, waits: the child for its own child, too. */
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void look(const char *when, pid_t pid)
{
  const char *how = kill(pid, 0) == 0 ? "taken" : "free";
  printf("%s, its pid is %s\n", when, how);
}

int main(void)
{
  pid_t child = fork();
  if (child == 0) {
    if (fork() == 0) { /* the grandchild */
      sleep(2);
      return 0;
    }
    wait(NULL);
    return 7;
  }

  int status;
  sleep(1); /* the child has ended long ago */
  look("before waitpid", child);
  waitpid(child, &status, 0);
  look("after waitpid", child);
  printf("it exited with %d\n", WEXITSTATUS(status));
  return 0;
}
