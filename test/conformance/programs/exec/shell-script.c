/* execvp, execlp: a file that would fail with ENOEXEC is run by the shell; execv fails. */
#include "../facts.h"
#include <fcntl.h>
#include <sys/stat.h>

int main(void)
{
  umask(0);
  int number = open("script", O_CREAT | O_WRONLY, 0755);
  dprintf(number, "echo \"a script with $# arguments: $1, $2\"\nexit 3\n");
  close(number);
  say_result("execl", execl("./script", "script", "one", "two", (char *)NULL));
  pid_t child = fork();
  if (child == 0) {
    execlp("./script", "script", "one", "two", (char *)NULL);
    _exit(127);
  }
  await("child", child);
  return 0;
}
