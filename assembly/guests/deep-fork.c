/*
 * A fork at the bottom of a deep recursion: 1,000 frames, or as many as the first argument says. Each frame keeps a
 * number of its own; on the way up both processes must find every one of them as it was.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static pid_t pid;

static long descend(int depth)
{
  if (depth == 0) {
    pid = fork();
    return 0;
  }
  volatile int mine = depth;
  long below = descend(depth - 1);
  return below + mine;
}

int main(int argc, char *argv[])
{
  long depth = argc > 1 ? atol(argv[1]) : 1000;
  long sum = descend(depth);
  int right = sum == depth * (depth + 1) / 2;
  if (pid < 0) {
    perror("fork");
    return 1;
  }
  if (pid == 0) {
    printf("the child climbed %ld frames and found them all: %s\n", depth, right ? "yes" : "no");
    return 0;
  }
  wait(NULL);
  printf("the parent climbed %ld frames and found them all: %s\n", depth, right ? "yes" : "no");
  return 0;
}
