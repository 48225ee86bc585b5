// Two processes add to a counter, three times each, and lock it as the argument says.
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    int plain;
    atomic_int atomic;
    sem_t semaphore;
    pthread_mutex_t mutex;
    pthread_spinlock_t spin;
    pthread_rwlock_t rwlock;
};

static struct shared *shared;
static sem_t *named;
static int file, tokens[2];
static const char *how;

static int is(const char *name) { return strcmp(how, name) == 0; }

static void record_lock(short type)
{
    struct flock lock = { .l_type = type, .l_whence = SEEK_SET };
    fcntl(file, F_SETLKW, &lock);
}

static void lock(void)
{
    char token;
    if (is("semaphore")) sem_wait(&shared->semaphore);
    if (is("named semaphore")) sem_wait(named);
    if (is("mutex")) pthread_mutex_lock(&shared->mutex);
    if (is("spin lock")) pthread_spin_lock(&shared->spin);
    if (is("rwlock")) pthread_rwlock_wrlock(&shared->rwlock);
    if (is("read lock")) pthread_rwlock_rdlock(&shared->rwlock);
    if (is("fcntl")) record_lock(F_WRLCK);
    if (is("lockf")) lockf(file, F_LOCK, 0);
    if (is("flock")) flock(file, LOCK_EX);
    if (is("token")) read(tokens[0], &token, 1);
}

static void unlock(void)
{
    if (is("semaphore")) sem_post(&shared->semaphore);
    if (is("named semaphore")) sem_post(named);
    if (is("mutex")) pthread_mutex_unlock(&shared->mutex);
    if (is("spin lock")) pthread_spin_unlock(&shared->spin);
    if (is("rwlock") || is("read lock")) pthread_rwlock_unlock(&shared->rwlock);
    if (is("fcntl")) record_lock(F_UNLCK);
    if (is("lockf")) lockf(file, F_ULOCK, 0);
    if (is("flock")) flock(file, LOCK_UN);
    if (is("token")) write(tokens[1], "", 1);
}

static void add(void)
{
    for (int i = 0; i < 3; i++) {
        lock();
        if (is("atomic")) atomic_fetch_add(&shared->atomic, 1);
        else shared->plain++; // race
        unlock();
    }
}

int main(int argc, char **argv)
{
    how = argc > 1 ? argv[1] : "";
    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    sem_init(&shared->semaphore, 1, 1);
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(&shared->mutex, &attributes);
    pthread_spin_init(&shared->spin, PTHREAD_PROCESS_SHARED);
    pthread_rwlock_init(&shared->rwlock, NULL);
    named = sem_open("/turn", O_CREAT, 0600, 1);
    pipe(tokens);
    write(tokens[1], "", 1);
    pid_t child = fork();
    file = open("/tmp/lock", O_RDWR | O_CREAT, 0600); // each its own, for flock
    add();
    if (child == 0) _exit(0);
    waitpid(child, NULL, 0);
    printf("%d\n", shared->plain + shared->atomic);
    return 0;
}
