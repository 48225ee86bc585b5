/* WRONG: prints hello, and never ends. The child waits for the end of a pipe that it keeps open itself. */
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
  int fds[2];
  char letter;
  pipe(fds);
  if (fork() == 0) {
    while (read(fds[0], &letter, 1) == 1) write(STDOUT_FILENO, &letter, 1);
    return 0;
  }
  write(fds[1], "hello\n", 6);
  close(fds[1]);
  wait(NULL);
  return 0;
}
