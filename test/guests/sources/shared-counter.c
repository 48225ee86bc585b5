/* Parent and child count in memory that they share, and in memory that they do not. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include <semaphore.h>
int main(int argc, char **argv)
{
  int n = argc > 1 ? atoi(argv[1]) : 1000;
  int *p = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (p == MAP_FAILED) { perror("mmap"); return 1; }
  int *q = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  sem_t *s = (sem_t *)(p + 100);
  sem_init(s, 1, 1);
  pid_t pid = fork();
  for (int i = 0; i < n; i++) { sem_wait(s); ++*p; ++*q; sem_post(s); }
  if (pid == 0) { printf("child private %d\n", *q); return 0; }
  wait(NULL);
  printf("shared %d private %d\n", *p, *q);
  return 0;
}
