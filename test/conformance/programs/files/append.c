/* O_APPEND: each write goes to the end in one step, so processes do not overwrite each other. */
#include "../facts.h"
#include <fcntl.h>

int main(void)
{
  for (int writer = 0; writer < 3; writer++) {
    if (fork() != 0) continue;
    int own = open("file", O_CREAT | O_WRONLY | O_APPEND, 0600);
    char line[16];
    snprintf(line, sizeof line, "line of %d\n", writer);
    for (int i = 0; i < 100; i++) write(own, line, 10);
    _exit(0);
  }
  while (wait(NULL) > 0) continue;
  int counts[3] = { 0, 0, 0 }, wrong = 0;
  char line[11] = "";
  int number = open("file", O_RDWR | O_APPEND);
  while (read(number, line, 10) == 10) {
    int writer = line[8] - '0';
    if (memcmp(line, "line of ", 8) == 0 && writer >= 0 && writer < 3 && line[9] == '\n') counts[writer]++;
    else wrong++;
  }
  say("lines: %d %d %d, wrong: %d", counts[0], counts[1], counts[2], wrong);
  lseek(number, 0, SEEK_SET);
  write(number, "end", 3);
  say("after lseek to 0 and a write of 3: at %d", (int)lseek(number, 0, SEEK_CUR));
  return 0;
}
