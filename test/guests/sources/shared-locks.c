/* Semaphores, mutexes, conditions, barriers and read-write locks in memory that processes share, some of them after exec. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#define RW (PROT_READ|PROT_WRITE)
struct shared { pthread_mutex_t m; pthread_cond_t c; pthread_barrier_t b; pthread_rwlock_t rw; sem_t s, done; int count, turn, log[64], n; pthread_mutex_t rec, err; pthread_spinlock_t spin; };
static struct shared *map_it(const char *name, int make)
{
  int fd = shm_open(name, O_RDWR | (make ? O_CREAT|O_EXCL : 0), 0600);
  if (fd < 0) { perror("shm_open"); exit(1); }
  if (make) ftruncate(fd, sizeof(struct shared));
  struct shared *s = mmap(NULL, sizeof *s, RW, MAP_SHARED, fd, 0);
  close(fd);
  return s;
}
int main(int argc, char **argv)
{
  if (argc > 1) { /* a process that shares nothing but what it opens */
    struct shared *s = map_it("/map-shared", 0);
    sem_t *named = sem_open("/map-sem", 0);
    int me = atoi(argv[1]);
    for (int i = 0; i < 200; i++) { pthread_mutex_lock(&s->m); int v = s->count; if (i % 50 == 0) sched_yield(); s->count = v + 1; pthread_mutex_unlock(&s->m); }
    pthread_barrier_wait(&s->b);
    for (int i = 0; i < 3; i++) { /* strictly in turns */
      pthread_mutex_lock(&s->m);
      while (s->turn != me) pthread_cond_wait(&s->c, &s->m);
      s->log[s->n++] = me;
      s->turn = (me + 1) % 3;
      pthread_cond_broadcast(&s->c);
      pthread_mutex_unlock(&s->m);
    }
    sem_post(named); sem_close(named);
    return 10 + me;
  }
  shm_unlink("/map-shared"); sem_unlink("/map-sem");
  struct shared *s = map_it("/map-shared", 1);
  pthread_mutexattr_t ma; pthread_mutexattr_init(&ma); pthread_mutexattr_setpshared(&ma, PTHREAD_PROCESS_SHARED); pthread_mutex_init(&s->m, &ma);
  pthread_condattr_t ca; pthread_condattr_init(&ca); pthread_condattr_setpshared(&ca, PTHREAD_PROCESS_SHARED); pthread_cond_init(&s->c, &ca);
  pthread_barrierattr_t ba; pthread_barrierattr_init(&ba); pthread_barrierattr_setpshared(&ba, PTHREAD_PROCESS_SHARED); printf("%d\n", pthread_barrier_init(&s->b, &ba, 3));
  pthread_mutexattr_settype(&ma, PTHREAD_MUTEX_RECURSIVE); pthread_mutex_init(&s->rec, &ma);
  pthread_mutexattr_settype(&ma, PTHREAD_MUTEX_ERRORCHECK); pthread_mutex_init(&s->err, &ma);
  pthread_rwlock_init(&s->rw, NULL);
  sem_t *named = sem_open("/map-sem", O_CREAT|O_EXCL, 0600, 0);
  sem_t *again = sem_open("/map-sem", O_CREAT, 0600, 7); int v; sem_getvalue(again, &v); printf("same %d value %d\n", named == again, v); sem_close(again);
  printf("%d\n", sem_open("/map-sem", O_CREAT|O_EXCL, 0600, 1) == SEM_FAILED && errno == EEXIST);
  printf("%d\n", sem_open("/map-none", 0) == SEM_FAILED && errno == ENOENT);
  fflush(stdout);
  for (int i = 0; i < 3; i++) if (fork() == 0) { char n[8]; sprintf(n, "%d", i); char *a[] = { argv[0], n, NULL }; execv(argv[0], a); _exit(99); }
  for (int i = 0; i < 3; i++) sem_wait(named);
  int sum = 0, st; while (wait(&st) > 0) sum += WEXITSTATUS(st);
  printf("count %d sum %d log", s->count, sum); for (int i = 0; i < s->n; i++) printf(" %d", s->log[i]); puts("");
  printf("try %d\n", sem_trywait(named) == -1 && errno == EAGAIN);
  struct timespec t; clock_gettime(CLOCK_REALTIME, &t); t.tv_nsec += 1000000; if (t.tv_nsec >= 1000000000) t.tv_nsec -= 1000000000, t.tv_sec++;
  printf("timed %d\n", sem_timedwait(named, &t) == -1 && errno == ETIMEDOUT);
  t.tv_nsec = -1; printf("invalid %d\n", sem_timedwait(named, &t) == -1 && errno == EINVAL);
  sem_post(named); t.tv_nsec = -1; printf("needless %d\n", sem_timedwait(named, &t));
  printf("rec"); printf(" %d", pthread_mutex_lock(&s->rec)); printf(" %d", pthread_mutex_trylock(&s->rec)); printf(" %d", pthread_mutex_unlock(&s->rec)); printf(" %d", pthread_mutex_unlock(&s->rec)); printf(" %d", pthread_mutex_unlock(&s->rec) == EPERM); puts("");
  printf("err"); printf(" %d", pthread_mutex_lock(&s->err)); printf(" %d", pthread_mutex_lock(&s->err) == EDEADLK); printf(" %d", pthread_mutex_unlock(&s->err)); printf(" %d", pthread_mutex_unlock(&s->err) == EPERM); puts("");
  pthread_mutex_lock(&s->m); printf("busy %d\n", pthread_mutex_trylock(&s->m) == EBUSY); clock_gettime(CLOCK_REALTIME, &t); printf("timedlock %d\n", pthread_mutex_timedlock(&s->m, &t) == ETIMEDOUT);
  clock_gettime(CLOCK_REALTIME, &t); printf("timedwait %d\n", pthread_cond_timedwait(&s->c, &s->m, &t) == ETIMEDOUT); pthread_mutex_unlock(&s->m);
  printf("rw"); printf(" %d", pthread_rwlock_rdlock(&s->rw)); printf(" %d", pthread_rwlock_tryrdlock(&s->rw)); printf(" %d", pthread_rwlock_trywrlock(&s->rw) == EBUSY); printf(" %d", pthread_rwlock_unlock(&s->rw)); printf(" %d", pthread_rwlock_unlock(&s->rw)); puts("");
  printf("w"); printf(" %d", pthread_rwlock_wrlock(&s->rw)); printf(" %d", pthread_rwlock_tryrdlock(&s->rw) == EBUSY); printf(" %d", pthread_rwlock_unlock(&s->rw)); puts("");
  sem_init(&s->s, 1, 0); sem_init(&s->done, 1, 0); fflush(stdout);
  if (fork() == 0) { for (int i = 0; i < 3; i++) { sem_wait(&s->s); printf("ping %d\n", i); fflush(stdout); sem_post(&s->done); } _exit(0); }
  for (int i = 0; i < 3; i++) { sem_post(&s->s); sem_wait(&s->done); printf("pong %d\n", i); fflush(stdout); }
  wait(NULL);
  sem_close(named); printf("%d\n", sem_unlink("/map-sem")); printf("%d\n", sem_unlink("/map-sem") == -1 && errno == ENOENT); printf("%d\n", shm_unlink("/map-shared"));
  static pthread_once_t once = PTHREAD_ONCE_INIT; pthread_t self = pthread_self(); printf("%d\n", pthread_equal(self, pthread_self()));
  pthread_key_t k; pthread_key_create(&k, NULL); pthread_setspecific(k, "tls"); printf("%s\n", (char *)pthread_getspecific(k));
  printf("%d\n", sem_init(&s->s, 0, 0x80000000u) == -1 && errno == EINVAL); sem_init(&s->s, 0, 0x7fffffff); printf("%d\n", sem_post(&s->s) == -1 && errno == EOVERFLOW);
  return 0;
}
