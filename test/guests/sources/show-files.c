/* Prints the files that its arguments name, or why it cannot; `+path` writes a line to one first. */
#include <errno.h>
#include <fcntl.h>

#include "say.h"

int main(int argc, char *argv[])
{
  char bytes[1000];
  for (int i = 1; i < argc; i++) {
    int writes = argv[i][0] == '+';
    const char *path = argv[i] + writes;
    int fd = open(path, writes ? O_WRONLY | O_CREAT | O_APPEND : O_RDONLY, 0600);
    if (fd < 0) {
      say(path, 0);
      say(strerror(errno), 0);
    } else if (writes) {
      write(fd, "a line from the guest\n", 22);
    } else {
      int count = read(fd, bytes, sizeof bytes);
      if (count < 0) say(strerror(errno), 0);
      else if (bytes[0] == '\0') say("# bytes of a program", count);
      else write(STDOUT_FILENO, bytes, count);
    }
    if (fd >= 0) close(fd);
  }
  return 0;
}
