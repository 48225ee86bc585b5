/* Dining philosophers: each takes the fork on the left, then the one on the right. A fork is a pipe with one byte in it. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST = 5 };
static int forks[MOST][2];

static void take(int which)
{
  char fork;
  read(forks[which][0], &fork, 1);
}

static void put_back(int which) { write(forks[which][1], "f", 1); }

int main(int argc, char *argv[])
{
  int count = argc > 1 ? atoi(argv[1]) : 2;
  for (int i = 0; i < count; i++) {
    pipe(forks[i]);
    put_back(i);
  }
  for (int i = 0; i < count; i++) {
    if (fork() != 0) continue;
    take(i);
    take((i + 1) % count);
    put_back(i);
    put_back((i + 1) % count);
    _exit(0);
  }
  while (wait(NULL) > 0) {}
  puts("all have eaten");
  return 0;
}
