/* How often was it another's turn? That depends on the order of events, and a process can ask. */
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

int main(void)
{
  if (fork() == 0) {
    write(-1, "", 0);
    _exit(0);
  }
  write(-1, "", 0);
  write(-1, "", 0);
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  printf("%ld\n", usage.ru_nivcsw);
  return 0;
}
