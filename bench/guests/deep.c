/* Calls itself as deep as the first argument says; forks there as often as the second says. */
#include <stdlib.h>
#include <unistd.h>

static __attribute__((noinline)) int dive(int depth, int forks, int sum, int salt) {
    if (depth == 0) {
        for (int i = 0; i < forks; i++) sum += fork();
        return sum + salt;
    }
    int below = dive(depth - 1, forks, sum + 1, salt ^ depth);
    return (below ^ depth) * sum + salt;
}

int main(int argc, char **argv) {
    return argc < 3 || dive(atoi(argv[1]), atoi(argv[2]), 0, argc) == 12345;
}
