/* Forks a child that ends at once, waits for it, and does so as often as the argument says. */
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv) {
    int count = argc > 1 ? atoi(argv[1]) : 1000;
    for (int i = 0; i < count; i++) {
        pid_t pid = fork();
        if (pid < 0) return 1;
        if (pid == 0) _exit(i & 0x7f);
        int status;
        if (waitpid(pid, &status, 0) != pid || WEXITSTATUS(status) != (i & 0x7f)) return 2;
    }
    return 0;
}
