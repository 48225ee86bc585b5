/* Forks as many children as the argument says; each sleeps in read on a pipe until the parent lets all go on. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv) {
    int count = argc > 1 ? atoi(argv[1]) : 1000;
    int ready[2], go[2];
    char byte = 0;
    if (pipe(ready) != 0 || pipe(go) != 0) return 1;
    for (int i = 0; i < count; i++) {
        pid_t pid = fork();
        if (pid < 0) return 2;
        if (pid == 0) {
            close(go[1]);
            write(ready[1], &byte, 1);
            read(go[0], &byte, 1); /* ends when the parent closes the other end */
            _exit(0);
        }
    }
    for (int i = 0; i < count; i++) read(ready[0], &byte, 1);
    printf("%d processes sleep\n", count);
    fflush(stdout);
    close(go[1]);
    int reaped = 0;
    while (wait(NULL) > 0) reaped++;
    printf("%d reaped\n", reaped);
    return reaped == count ? 0 : 3;
}
