/* sem_init with pshared in shared memory: works between processes; sem_trywait EAGAIN, sem_timedwait ETIMEDOUT, EINTR. */
#include "../facts.h"
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>

static void tick(int number) { (void)number; }

int main(void)
{
  sem_t *semaphores = mmap(NULL, sizeof(sem_t) * 2, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  int *counter = mmap(NULL, sizeof(int), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  say_result("sem_init", sem_init(&semaphores[0], 1, 1));
  say_result("sem_init", sem_init(&semaphores[1], 1, 0));
  for (int i = 0; i < 4; i++) {
    if (fork() != 0) continue;
    for (int j = 0; j < 100; j++) {
      sem_wait(&semaphores[0]);
      int seen = *counter;
      if (j % 10 == 0) usleep(1);
      *counter = seen + 1;
      sem_post(&semaphores[0]);
    }
    sem_post(&semaphores[1]);
    _exit(0);
  }
  for (int i = 0; i < 4; i++) sem_wait(&semaphores[1]);
  while (wait(NULL) > 0) continue;
  say("four children, 100 times each: %d", *counter);
  say_result("sem_trywait", sem_trywait(&semaphores[1]));
  struct timespec until;
  clock_gettime(CLOCK_REALTIME, &until);
  say_result("sem_timedwait", sem_timedwait(&semaphores[1], &until));
  struct itimerval every = { .it_value = { 0, 10000 }, .it_interval = { 0, 10000 } };
  handle(SIGALRM, tick, 0);
  setitimer(ITIMER_REAL, &every, NULL);
  say_result("sem_wait and a handler", sem_wait(&semaphores[1]));
  say_result("sem_destroy", sem_destroy(&semaphores[1]));
  return 0;
}
