/* A process that does not wait for its child may end before it, after it, or in between. */
#include <unistd.h>

int main(void)
{
  if (fork() == 0) {
    write(STDOUT_FILENO, "child ", 6);
    _exit(0);
  }
  write(STDOUT_FILENO, "parent ", 7);
  return 0;
}
