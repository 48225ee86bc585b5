/* exit: calls the functions of atexit, last first, then flushes all streams; _exit and _Exit do neither. */
#include "../facts.h"

static FILE *file;
static void first(void) { say("  registered first"); }
static void second(void)
{
  say("  registered second, and registers one more");
  atexit(first);
}
static void third(void) { say("  registered third"); }

int main(void)
{
  for (int how = 0; how < 3; how++) {
    say(how == 0 ? "exit" : how == 1 ? "_exit" : "_Exit");
    pid_t child = fork();
    if (child == 0) {
      file = fopen("file", "w");
      fputs("in a buffer", file);
      atexit(first);
      atexit(second);
      atexit(third);
      if (how == 0) exit(0);
      if (how == 1) _exit(0);
      _Exit(0);
    }
    reap(child);
    char text[32] = "";
    FILE *read_back = fopen("file", "r");
    size_t length = fread(text, 1, sizeof text - 1, read_back);
    fclose(read_back);
    say("  %d bytes were flushed", (int)length);
  }
  return 0;
}
