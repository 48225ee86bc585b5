/* Ten processes, each of which has written a heap of 1 MiB. All of them wait for a byte that never comes. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int main(void)
{
  int fds[2];
  pipe(fds);
  for (int i = 1; i < 10 && fork() != 0; i++) { }
  volatile char *heap = malloc(1 << 20);
  memset((char *)heap, 1, 1 << 20);
  char byte;
  return read(fds[0], &byte, 1) == 1 ? heap[0] : 1;
}
