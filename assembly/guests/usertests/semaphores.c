/* Semaphores, shared memory objects and mutexes: how processes wait for each other in memory. */
#include "usertests.h"

#include <pthread.h>
#include <semaphore.h>
#include <sys/mman.h>
#include <time.h>

static void *shared(size_t size)
{
  void *address = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  EXPECT_TRUE(address != MAP_FAILED);
  return address;
}

/* A name that no other run of this program uses. */
static const char *object_name(void)
{
  static char name[40];
  sprintf(name, "/usertests-%ld", (long)getpgrp());
  return name;
}

QUESTION(semaphore, "does a semaphore in shared memory make one process wait for another?")
{
  struct line order = make_line();
  sem_t *semaphore = shared(sizeof *semaphore);
  OK(sem_init(semaphore, 1, 0));
  pid_t child = FORK();
  if (child == 0) {
    OK(sem_wait(semaphore));
    say(order, 'c');
    _exit(0);
  }
  rest(2);
  say(order, 'p');
  OK(sem_post(semaphore));
  EXPECT('p', hear(order));
  EXPECT('c', hear(order));
  EXPECT_EXIT(0, child);
  EXPECT_ERRNO(EAGAIN, sem_trywait(semaphore));
  OK(sem_destroy(semaphore));
}

QUESTION(semaphore_counter, "do five processes with a semaphore lose a step of a counter?")
{
  struct {
    sem_t semaphore;
    volatile int count;
  } *both = shared(sizeof *both);
  pid_t children[5];
  OK(sem_init(&both->semaphore, 1, 1));
  for (int i = 0; i < 5; i++) {
    if ((children[i] = FORK()) != 0) continue;
    for (int step = 0; step < 100; step++) {
      OK(sem_wait(&both->semaphore));
      both->count = both->count + 1;
      OK(sem_post(&both->semaphore));
    }
    _exit(0);
  }
  for (int i = 0; i < 5; i++) EXPECT_EXIT(0, children[i]);
  EXPECT(500, both->count);
}

QUESTION(named_semaphore, "do processes meet at a semaphore with a name?")
{
  sem_t *semaphore = sem_open(object_name(), O_CREAT | O_EXCL, 0600, 0);
  EXPECT_TRUE(semaphore != SEM_FAILED);
  EXPECT_TRUE(sem_open(object_name(), O_CREAT | O_EXCL, 0600, 0) == SEM_FAILED && errno == EEXIST);
  pid_t child = FORK();
  if (child == 0) {
    sem_t *mine = sem_open(object_name(), 0);
    EXPECT_TRUE(mine != SEM_FAILED);
    OK(sem_post(mine));
    OK(sem_post(semaphore));
    _exit(0);
  }
  OK(sem_wait(semaphore));
  OK(sem_wait(semaphore));
  EXPECT_EXIT(0, child);
  OK(sem_unlink(object_name()));
  EXPECT_ERRNO(ENOENT, sem_unlink(object_name()));
  EXPECT_TRUE(sem_open(object_name(), 0) == SEM_FAILED && errno == ENOENT);
  EXPECT_ERRNO(EAGAIN, sem_trywait(semaphore));
  OK(sem_close(semaphore));
}

QUESTION(semaphore_ends, "what ends the wait for a semaphore that nobody posts?")
{
  sem_t *semaphore = shared(sizeof *semaphore);
  struct timespec soon;
  OK(sem_init(semaphore, 1, 0));
  OK(clock_gettime(CLOCK_REALTIME, &soon));
  soon.tv_nsec += 2000000;
  if (soon.tv_nsec >= 1000000000) {
    soon.tv_nsec -= 1000000000;
    soon.tv_sec++;
  }
  EXPECT_ERRNO(ETIMEDOUT, sem_timedwait(semaphore, &soon));
  handle(SIGUSR1, count_signal, 0);
  pid_t child = FORK();
  if (child == 0) {
    EXPECT_ERRNO(EINTR, sem_wait(semaphore));
    _exit(3);
  }
  EXPECT(3, WEXITSTATUS(pester(child, SIGUSR1)));
  child = FORK();
  if (child == 0) _exit(sem_wait(semaphore));
  rest(1);
  OK(kill(child, SIGKILL));
  EXPECT_KILLED(SIGKILL, child);
}

QUESTION(shared_object, "do processes share memory by its name?")
{
  int fd = OK(shm_open(object_name(), O_RDWR | O_CREAT | O_EXCL, 0600));
  EXPECT_ERRNO(EEXIST, shm_open(object_name(), O_RDWR | O_CREAT | O_EXCL, 0600));
  OK(ftruncate(fd, 100));
  char *text = mmap(NULL, 100, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  EXPECT_TRUE(text != MAP_FAILED);
  pid_t child = FORK();
  if (child == 0) {
    int other = OK(shm_open(object_name(), O_RDWR, 0));
    char *mine = mmap(NULL, 100, PROT_READ | PROT_WRITE, MAP_SHARED, other, 0);
    EXPECT_TRUE(mine != MAP_FAILED);
    strcpy(mine, "by name");
    OK(shm_unlink(object_name()));
    _exit(0);
  }
  EXPECT_EXIT(0, child);
  EXPECT_TEXT("by name", text);
  EXPECT_ERRNO(ENOENT, shm_open(object_name(), O_RDWR, 0));
}

QUESTION(shared_mutex, "does a mutex in shared memory keep processes apart?")
{
  struct {
    pthread_mutex_t mutex;
    volatile int inside, most, count;
  } *room = shared(sizeof *room);
  pthread_mutexattr_t attributes;
  pid_t children[4];
  EXPECT(0, pthread_mutexattr_init(&attributes));
  EXPECT(0, pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED));
  EXPECT(0, pthread_mutex_init(&room->mutex, &attributes));
  for (int i = 0; i < 4; i++) {
    if ((children[i] = FORK()) != 0) continue;
    for (int step = 0; step < 20; step++) {
      EXPECT(0, pthread_mutex_lock(&room->mutex));
      if (++room->inside > room->most) room->most = room->inside;
      if (step % 10 == 0) rest(1);
      room->count++;
      room->inside--;
      EXPECT(0, pthread_mutex_unlock(&room->mutex));
    }
    _exit(0);
  }
  for (int i = 0; i < 4; i++) EXPECT_EXIT(0, children[i]);
  EXPECT(80, room->count);
  EXPECT(1, room->most);
}
