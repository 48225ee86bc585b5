/* Forks a child that runs this program once more, to end at once, waits for it, and does so as often as the argument says. */
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
  if (argc < 2) return 7;
  for (int count = atoi(argv[1]); count > 0; count--) {
    pid_t pid = fork();
    if (pid < 0) return 1;
    if (pid == 0) {
      execl(argv[0], argv[0], (char *)0);
      _exit(2);
    }
    int status;
    if (waitpid(pid, &status, 0) != pid || WEXITSTATUS(status) != 7) return 3;
  }
  return 0;
}
