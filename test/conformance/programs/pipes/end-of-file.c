/* read: a pipe is at its end when the last copy of its write end is closed, and not before. */
#include "../facts.h"
#include <fcntl.h>

int main(void)
{
  int ends[2], gate[2];
  pipe(ends);
  pipe(gate);
  pid_t child = fork();
  if (child == 0) {
    char byte;
    close(gate[1]);
    write(ends[1], "abc", 3);
    read(gate[0], &byte, 1);
    _exit(0);
  }
  char text[16];
  fcntl(ends[0], F_SETFL, O_NONBLOCK);
  int copy = dup(ends[1]);
  close(ends[1]);
  while (read(ends[0], text, 1) != 1) continue;
  say("after one byte: %d more", (int)read(ends[0], text, sizeof text));
  say_result("a copy is open in each process", read(ends[0], text, sizeof text));
  close(copy);
  say_result("a copy is open in the child", read(ends[0], text, sizeof text));
  close(gate[1]);
  reap(child);
  say("none is left: %d", (int)read(ends[0], text, sizeof text));
  say("and again: %d", (int)read(ends[0], text, sizeof text));
  return 0;
}
