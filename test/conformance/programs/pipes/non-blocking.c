/* O_NONBLOCK: up to PIPE_BUF bytes are written whole or not at all (EAGAIN), more than that as far as there is room. */
#include "../facts.h"
#include <fcntl.h>

int main(void)
{
  int ends[2];
  static char block[100000];
  pipe2(ends, O_NONBLOCK);
  char byte;
  say_result("read from the empty pipe", read(ends[0], &byte, 1));
  say("write of 100000: %d", (int)write(ends[1], block, sizeof block));
  say_result("write of 100", write(ends[1], block, 100));
  say("read of 4096: %d", (int)read(ends[0], block, 4096));
  say("write of 4095: %d", (int)write(ends[1], block, 4095));
  say_result("write of 4096, which has no room", write(ends[1], block, 4096));
  static char rest[70000];
  say("read of 70000: %d", (int)read(ends[0], rest, sizeof rest));
  close(ends[1]);
  say("at the end, read: %d", (int)read(ends[0], &byte, 1));
  return 0;
}
