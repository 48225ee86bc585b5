// Two processes lock what they do to one word; the other is changed without a lock by who comes second.
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    sem_t semaphore;
    volatile int came, word;
};

int main(void)
{
    struct shared *shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    sem_init(&shared->semaphore, 1, 1);
    if (fork() == 0) {
        sem_wait(&shared->semaphore);
        int first = shared->came == 0;
        shared->came = 1;
        sem_post(&shared->semaphore);
        if (first) shared->word = 3; // race
        _exit(0);
    }
    sem_wait(&shared->semaphore);
    shared->came = 1;
    sem_post(&shared->semaphore);
    shared->word = 2; // race
    wait(NULL);
    return 0;
}
