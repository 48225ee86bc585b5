/* Two processes count up what they share, as often as the argument says, each; nothing protects it. Prints what it is in the end. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
  long times = argc > 1 ? atol(argv[1]) : 1000;
  volatile int *count = mmap(NULL, sizeof *count, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (count == MAP_FAILED) return 1;
  pid_t pid = fork();
  for (long i = 0; i < times; i++) (*count)++;
  if (pid == 0) return 0;
  wait(NULL);
  printf("%d\n", *count);
  return 0;
}
