/* mmap: what a child maps after the fork its parent does not have; shared memory lives until its last user is gone. */
#include "../facts.h"
#include <sys/mman.h>

int main(void)
{
  size_t page = sysconf(_SC_PAGESIZE);
  int both = PROT_READ | PROT_WRITE;
  char *shared = mmap(NULL, page, both, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  int told[2], done[2];
  pipe(told);
  pipe(done);
  pid_t child = fork();
  if (child == 0) {
    char *own = mmap(NULL, page, both, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    strcpy(own, "of the child's children");
    pid_t first = fork();
    if (first == 0) {
      munmap(shared, page);
      strcpy(own, "changed by one of them");
      _exit(0);
    }
    reap(first);
    pid_t second = fork();
    if (second == 0) {
      char byte;
      close(told[1]);
      read(told[0], &byte, 1); /* until who made it is gone, and the first process has written */
      say("second: \"%s\", \"%s\"", own, shared);
      _exit(0);
    }
    _exit(0);
  }
  await("child", child);
  strcpy(shared, "by the first process");
  close(told[1]);
  close(done[1]);
  char byte;
  read(done[0], &byte, 1); /* until the second has ended */
  return 0;
}
