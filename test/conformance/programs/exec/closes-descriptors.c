/* exec: descriptors with FD_CLOEXEC are closed, others stay open and refer to the same open file. */
#include "../facts.h"
#include <fcntl.h>

int main(int argc, char *argv[])
{
  if (argc > 1) {
    int kept = atoi(argv[1]), closed = atoi(argv[2]), duplicate = atoi(argv[3]);
    say("kept: at %d", (int)lseek(kept, 0, SEEK_CUR));
    say_result("with FD_CLOEXEC", fcntl(closed, F_GETFD));
    say_result("its duplicate, by dup", fcntl(duplicate, F_GETFD));
    say("kept: still without FD_CLOEXEC: %s", yes(fcntl(kept, F_GETFD) == 0));
    return 0;
  }
  int kept = open("file", O_CREAT | O_RDWR, 0600);
  write(kept, "1234567", 7);
  int closed = open("file", O_RDONLY | O_CLOEXEC);
  int duplicate = dup(closed);
  char numbers[3][16];
  snprintf(numbers[0], 16, "%d", kept);
  snprintf(numbers[1], 16, "%d", closed);
  snprintf(numbers[2], 16, "%d", duplicate);
  execl(argv[0], argv[0], numbers[0], numbers[1], numbers[2], (char *)NULL);
  return 1;
}
