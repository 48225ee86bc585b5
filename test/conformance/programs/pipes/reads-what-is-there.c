/* read: from a pipe answers what is there, up to what was asked for, without waiting for the rest. */
#include "../facts.h"

int main(void)
{
  int ends[2];
  char text[16] = "";
  pipe(ends);
  write(ends[1], "abcdefg", 7);
  write(ends[1], "hij", 3);
  int count = read(ends[0], text, 4);
  say("read of 4: %d \"%.4s\"", count, text);
  count = read(ends[0], text, sizeof text);
  say("read of 16: %d \"%.6s\"", count, text);
  say("write of nothing: %d", (int)write(ends[1], "", 0));
  say("read of nothing: %d", (int)read(ends[0], text, 0));
  say_result("lseek", lseek(ends[0], 0, SEEK_CUR));
  say_result("pread", pread(ends[0], text, 1, 0));
  say_result("write to the read end", write(ends[0], "x", 1));
  say_result("read from the write end", read(ends[1], text, 1));
  return 0;
}
