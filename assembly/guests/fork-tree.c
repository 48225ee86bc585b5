/*
 * n forks in a row, by everyone: 2^n processes. How many forks lie between a process and the first one, counted over
 * the whole tree, gives a row of Pascal's triangle. Every process reports on one pipe, whose writes are not split.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char *argv[])
{
  int forks = argc > 1 ? atoi(argv[1]) : 4;
  int report[2];
  unsigned char depth = 0;
  pipe(report);

  for (int i = 0; i < forks; i++) {
    pid_t pid = fork();
    if (pid < 0) {
      perror("fork");
      return 1;
    }
    if (pid == 0) depth++;
  }

  write(report[1], &depth, 1);
  close(report[1]);
  while (wait(NULL) > 0)
    ;
  if (depth > 0) return 0;

  int total = 0, at_depth[256] = {0};
  while (read(report[0], &depth, 1) == 1) {
    at_depth[depth]++;
    total++;
  }
  printf("%d forks made %d processes\n", forks, total);
  for (int i = 0; i <= forks; i++) printf("%d of them %d forks from the first\n", at_depth[i], i);
  return 0;
}
