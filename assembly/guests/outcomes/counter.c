/* A lost update: two processes add to one counter in shared memory, and `++` is a load and a store. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char *argv[])
{
  int times = argc > 1 ? atoi(argv[1]) : 1;
  volatile int *counter = mmap(NULL, sizeof *counter, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  int child = fork() == 0;
  for (int i = 0; i < times; i++) ++*counter;
  if (child) _exit(0);
  wait(NULL);
  printf("%d\n", *counter);
  return 0;
}
