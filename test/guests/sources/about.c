// Touches memory that it shares with its child in many ways, and memory beside it that is its own.
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static char own[100];

static void handle(int signal)
{
    (void)signal;
}

int main(void)
{
    unsigned char *shared = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    signal(SIGUSR1, handle);
    pid_t child = fork();
    if (child == 0) {
        *(volatile uint16_t *)(shared + 2) = 7;
        _exit(0);
    }
    waitpid(child, 0, 0);
    uint32_t seen = *(volatile uint32_t *)shared;
    memcpy(own, shared + 100, sizeof own);
    memset(shared + 200, 1, 300);
    own[1] = 1;
    memmove(shared + 10, shared, 300);
    return own[seen % sizeof own];
}
