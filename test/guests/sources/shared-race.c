/* Parent and child count in shared memory without a lock: they may lose counts wherever they may be preempted. */
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "say.h"

int main(int argc, char **argv)
{
  int times = argc > 1 ? atoi(argv[1]) : 1000;
  volatile int *number = mmap(NULL, sizeof *number, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  pid_t pid = fork();
  for (int i = 0; i < times; i++) ++*number;
  if (pid == 0) return 0;
  wait(NULL);
  say("they counted to #", *number);
  return 0;
}
