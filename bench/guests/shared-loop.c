/* Changes shared memory so many times, or locks it each time (a second argument), alone: what a stop and a look for races cost. */
#include <semaphore.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

struct shared {
  sem_t semaphore;
  volatile int words[1024];
};

int main(int argc, char **argv)
{
  int rounds = argc > 1 ? atoi(argv[1]) : 0;
  struct shared *shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  sem_init(&shared->semaphore, 1, 1);
  if (fork() == 0) _exit(0);
  for (int i = 0; i < rounds; i++) {
    if (argc > 2) sem_wait(&shared->semaphore);
    shared->words[i % 1024] = i;
    if (argc > 2) sem_post(&shared->semaphore);
  }
  return 0;
}
