/* 100 pages, and a child that writes to three of them. */
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PAGE = 4096, PAGES = 100, WRITTEN = 3 };
static char memory[PAGES * PAGE];

int main(void)
{
  memset(memory, 'p', sizeof memory);

  if (fork() == 0) {
    for (int i = 0; i < WRITTEN; i++) {
      memory[i * PAGE] = 'c';
      write(STDOUT_FILENO, ".", 1);
    }
    _exit(0);
  }

  wait(NULL);
  printf("\nthe parent still has %c\n", memory[0]);
  return 0;
}
