/* Asks for the process id as often as the argument says: the price of a system call that never waits. */
#include <stdlib.h>
#include <unistd.h>

int main(int argc, char **argv) {
    int count = argc > 1 ? atoi(argv[1]) : 1000000;
    volatile pid_t pid;
    for (int i = 0; i < count; i++) pid = getppid();
    return pid < 0;
}
