/* popen, pclose: a stream from or to a command of the shell; pclose answers its status. */
#include "../facts.h"

int main(void)
{
  FILE *stream = popen("echo one; echo two; exit 3", "r");
  char line[32];
  while (fgets(line, sizeof line, stream) != NULL) say("read: %.*s", (int)strcspn(line, "\n"), line);
  say_end("pclose", pclose(stream));
  stream = popen("cat", "w");
  fprintf(stream, "through cat\n");
  say_end("pclose", pclose(stream));
  stream = popen("exit 7", "r");
  say("nothing to read: %s", yes(fgetc(stream) == EOF));
  say_end("pclose", pclose(stream));
  stream = popen("echo never", "x");
  say("a way that is none: %s", stream == NULL ? error_name(errno) : "ok");
  return 0;
}
