/* fork: unwritten output in stdio buffers is copied with the memory: it is written twice, unless it is flushed before. */
#include "../facts.h"

int main(void)
{
  static char buffer[4096];
  setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
  printf("said once, and flushed\n");
  fflush(stdout);
  printf("said once, and not flushed\n");
  pid_t child = fork();
  if (child == 0) {
    printf("child: exit flushes\n");
    return 0;
  }
  reap(child);
  printf("parent: exit flushes\n");
  fflush(stdout);
  printf("never seen from the second child\n");
  child = fork();
  if (child == 0) _exit(0);
  reap(child);
  printf("parent: _exit does not\n");
  return 0;
}
