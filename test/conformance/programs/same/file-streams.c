/* fork: streams are copied: unread input in a buffer is there for both, as the file offset is shared behind them. */
#include "../facts.h"

int main(void)
{
  FILE *stream = fopen("file", "w+");
  fputs("first\nsecond\nthird\n", stream);
  rewind(stream);
  char line[32] = "";
  fgets(line, sizeof line, stream);
  say("parent: %.5s", line);
  pid_t child = fork();
  if (child == 0) {
    fgets(line, sizeof line, stream);
    say("child: %.6s", line);
    fgets(line, sizeof line, stream);
    say("child: %.5s", line);
    say("child: then the end: %s", yes(fgetc(stream) == EOF && feof(stream)));
    _exit(0);
  }
  await("child", child);
  fgets(line, sizeof line, stream);
  say("parent: %.6s", line);
  say("parent: not at the end: %s", yes(!feof(stream)));
  return 0;
}
