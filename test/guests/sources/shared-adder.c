/* Adds to a number in a shared memory object, under a named semaphore. It never forks, so its stores leave no marks. */
#include <fcntl.h>
#include <semaphore.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

int main(int argc, char **argv)
{
  int times = argc > 1 ? atoi(argv[1]) : 1;
  int fd = shm_open("/number", O_RDWR, 0);
  volatile int *number = mmap(NULL, sizeof *number, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  sem_t *semaphore = sem_open("/guard", 0);
  if (number == MAP_FAILED || semaphore == SEM_FAILED) return 1;
  for (int i = 0; i < times; i++) {
    sem_wait(semaphore);
    int seen = *number;
    usleep(1);
    *number = seen + 1;
    sem_post(semaphore);
  }
  return 0;
}
