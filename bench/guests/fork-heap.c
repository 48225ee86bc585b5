/*
 * fork + _exit + waitpid, `count` times, in a process that has written `megabytes` of heap; each child writes to `pages` pages
 * of it. Prints what one took, in nanoseconds of its own clock: the median of the 50 in a row that took least.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define ROW 50

static long long now(void)
{
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static int compare(const void *a, const void *b)
{
  long long difference = *(const long long *)a - *(const long long *)b;
  return difference < 0 ? -1 : difference > 0;
}

int main(int argc, char **argv)
{
  if (argc != 4) return 2;
  int count = atoi(argv[1]);
  size_t size = (size_t)atoi(argv[2]) << 20;
  size_t pages = (size_t)atoi(argv[3]);
  volatile char *heap = malloc(size + 1);
  long long times[ROW], least = 0;
  if (heap == NULL) return 3;
  memset((char *)heap, 1, size);
  for (int i = 0; i < count; i++) {
    long long start = now();
    pid_t pid = fork();
    if (pid < 0) return 4;
    if (pid == 0) {
      for (size_t page = 0; page < pages; page++) heap[page * 4096] = 2;
      _exit(0);
    }
    int status;
    if (waitpid(pid, &status, 0) != pid || status != 0 || (size > 0 && heap[0] != 1)) return 1;
    times[i % ROW] = now() - start;
    if (i % ROW < ROW - 1) continue;
    qsort(times, ROW, sizeof *times, compare);
    if (least == 0 || times[ROW / 2] < least) least = times[ROW / 2];
  }
  printf("%lld\n", least);
  return 0;
}
