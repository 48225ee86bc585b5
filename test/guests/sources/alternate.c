/* Two processes write letters into a pipe, so many each, and it is a mistake that they could alternate: p, c, p, c ... */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void write_letters(int fd, const char *letter, int count)
{
  for (int i = 0; i < count; i++) write(fd, letter, 1);
}

int main(int argc, char *argv[])
{
  int parents = argc > 1 ? atoi(argv[1]) : 1;
  int childs = argc > 2 ? atoi(argv[2]) : 1;
  int fds[2];
  char letters[64] = "";
  pipe(fds);
  if (fork() == 0) {
    write_letters(fds[1], "c", childs);
    _exit(0);
  }
  write_letters(fds[1], "p", parents);
  wait(NULL);
  read(fds[0], letters, sizeof letters - 1);
  for (int i = 0; letters[i] != '\0'; i++) {
    if (letters[i] == (i % 2 == 0 ? 'p' : 'c')) continue;
    puts("in some order");
    return 0;
  }
  puts("alternating");
  return 1;
}
