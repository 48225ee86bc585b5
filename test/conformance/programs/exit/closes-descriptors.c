/* _exit: all descriptors are closed: who reads from the pipe sees its end, whatever way the last writer went. */
#include "../facts.h"

int main(void)
{
  const char *ways[] = { "exit", "_exit", "SIGKILL", "abort" };
  for (int way = 0; way < 4; way++) {
    int ends[2];
    pipe(ends);
    pid_t child = fork();
    if (child == 0) {
      write(ends[1], "abc", 3);
      if (way == 0) exit(0);
      if (way == 1) _exit(0);
      if (way == 2) kill(getpid(), SIGKILL);
      abort();
    }
    close(ends[1]);
    char text[8] = "";
    int first = read(ends[0], text, sizeof text);
    int second = read(ends[0], text, sizeof text);
    say("%s: read %d bytes, then %d", ways[way], first, second);
    close(ends[0]);
    reap(child);
  }
  return 0;
}
