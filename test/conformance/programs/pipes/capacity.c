/* pipe: holds 65536 bytes (Linux); one more waits, or is refused with EAGAIN where O_NONBLOCK is set. */
#include "../facts.h"
#include <fcntl.h>

int main(void)
{
  int ends[2];
  static char block[4096];
  pipe(ends);
  fcntl(ends[1], F_SETFL, O_NONBLOCK);
  long written = 0, result;
  while ((result = write(ends[1], block, sizeof block)) > 0) written += result;
  say_result("full", result);
  say("at %ld bytes", written);
  say_result("one byte more", write(ends[1], "x", 1));
  say("read back %d", (int)read(ends[0], block, sizeof block));
  say("then there is room for %d", (int)write(ends[1], block, sizeof block));
  while (read(ends[0], block, sizeof block) > 0 && (written -= sizeof block) > 0) continue;
  say("PIPE_BUF is at least 512: %s", yes(fpathconf(ends[0], _PC_PIPE_BUF) >= 512));
  return 0;
}
