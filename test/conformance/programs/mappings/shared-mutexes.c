/* pthread_mutexattr_setpshared: a mutex in shared memory excludes processes; what its owner holds others find busy. */
#include "../facts.h"
#include <pthread.h>
#include <sys/mman.h>

struct shared {
  pthread_mutex_t mutex;
  int counter;
};

int main(void)
{
  struct shared *shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  pthread_mutexattr_t attributes;
  pthread_mutexattr_init(&attributes);
  say("setpshared: %s", error_name(pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED)));
  say("init: %s", error_name(pthread_mutex_init(&shared->mutex, &attributes)));
  pthread_mutex_lock(&shared->mutex);
  pid_t child = fork();
  if (child == 0) {
    say("child: trylock: %s", error_name(pthread_mutex_trylock(&shared->mutex)));
    return 0;
  }
  await("child", child);
  pthread_mutex_unlock(&shared->mutex);
  for (int i = 0; i < 4; i++) {
    if (fork() != 0) continue;
    for (int j = 0; j < 100; j++) {
      pthread_mutex_lock(&shared->mutex);
      int seen = shared->counter;
      if (j % 10 == 0) usleep(1);
      shared->counter = seen + 1;
      pthread_mutex_unlock(&shared->mutex);
    }
    _exit(0);
  }
  while (wait(NULL) > 0) continue;
  say("four children, 100 times each: %d", shared->counter);
  return 0;
}
