/* `count` children of a process that has written 16 MiB, each asleep in read until all are there; then all of them end. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
  if (argc != 2) return 2;
  int count = atoi(argv[1]);
  size_t size = 16 << 20;
  volatile char *heap = malloc(size);
  int fds[2];
  if (heap == NULL || pipe(fds) != 0) return 3;
  memset((char *)heap, 1, size);
  for (int i = 0; i < count; i++) {
    pid_t pid = fork();
    if (pid < 0) return 4;
    if (pid == 0) {
      close(fds[1]);
      char byte;
      heap[i % size] = 2;
      ssize_t got = read(fds[0], &byte, 1);
      _exit(got == 0 && heap[i % size] == 2 ? 7 : 1);
    }
  }
  puts("all there");
  fflush(stdout);
  close(fds[1]);
  int status, ended = 0;
  while (wait(&status) > 0) ended += WIFEXITED(status) && WEXITSTATUS(status) == 7;
  printf("%d ended\n", ended);
  return ended == count ? 0 : 1;
}
