/* O_CLOEXEC: exec closes it, and echo cannot write. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *path = "/tmp/prong-echo.txt";

int main(void)
{
  if (fork() == 0) {
    close(STDOUT_FILENO);
    open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    execl("/bin/echo", "echo", "hello", (char *)NULL);
    _exit(127); /* only if there is no echo */
  }
  wait(NULL);

  char text[16];
  int file = open(path, O_RDONLY);
  int length = read(file, text, sizeof text);
  printf("in the file: %.*s\n", length, text);
  unlink(path);
  return 0;
}
