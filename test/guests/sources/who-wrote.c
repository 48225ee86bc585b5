/* Bytes that are written in many ways. Prints their addresses, a line each; then parent and child wait for ever. */
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static volatile char stored, stored_again, there_and_back, from_parent, read_in, never;
static volatile char loaded = 'L';

static void store(volatile char *at, char value)
{
  *at = value;
  getppid(); /* the store is known from here on */
}

int main(void)
{
  int fds[2];
  volatile char *shared = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  pipe(fds);
  printf("stored %d\n", (int)&stored);
  printf("stored_again %d\n", (int)&stored_again);
  printf("there_and_back %d\n", (int)&there_and_back);
  printf("from_parent %d\n", (int)&from_parent);
  printf("read_in %d\n", (int)&read_in);
  printf("never %d\n", (int)&never);
  printf("loaded %d\n", (int)&loaded);
  printf("shared %d\n", (int)shared);
  fflush(stdout);
  from_parent = 'p';
  store(&stored, 'a');
  store(&stored_again, 'x');
  there_and_back = 'y';
  if (fork() == 0) {
    store(&stored, 'c');
    store(shared, 's');
    write(fds[1], "r", 1);
    pause();
  }
  read(fds[0], (char *)&read_in, 1);
  store(&stored, 'b'); /* the parent's last */
  store(&stored_again, 'x');
  there_and_back = 'z';
  there_and_back = 'y';
  pause();
  return 0;
}
