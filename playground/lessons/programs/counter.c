/* Two processes count in memory that they share. */
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
  volatile int *counter = mmap(NULL, sizeof *counter,
      PROT_READ | PROT_WRITE,
      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  pid_t pid = fork();

  for (int i = 0; i < 2; i++) ++*counter;

  if (pid == 0) _exit(0);
  wait(NULL);
  printf("%d\n", *counter);
  return 0;
}
