/* Two writers, one pipe: each write is whole, and their order is anybody's guess. */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void writer(int fd, const char *words)
{
  for (; *words != '\0'; words++) write(fd, words, 1);
  _exit(0);
}

int main(void)
{
  int fds[2];
  char word;
  pipe(fds);
  if (fork() == 0) writer(fds[1], "ab");
  if (fork() == 0) writer(fds[1], "12");
  close(fds[1]);
  while (read(fds[0], &word, 1) == 1) putchar(word);
  putchar('\n');
  while (wait(NULL) > 0) {}
  return 0;
}
