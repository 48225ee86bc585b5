/* The parent writes into a pipe, the child reads it. */
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
  int ends[2];
  char letter;
  pipe(ends); /* [0] to read from, [1] to write to */

  if (fork() == 0) {
    while (read(ends[0], &letter, 1) == 1)
      write(STDOUT_FILENO, &letter, 1);
    return 0;
  }

  write(ends[1], "hello\n", 6);
  close(ends[1]); /* that was all */
  wait(NULL);
  return 0;
}
