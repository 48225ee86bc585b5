/* fork: each of the child's descriptors refers to the same open file: lseek, read and write in one move the other. */
#include "../facts.h"
#include <fcntl.h>

static void in_child(int number, int how)
{
  pid_t child = fork();
  if (child == 0) {
    char text[5] = "";
    if (how == 'r') read(number, text, 4);
    if (how == 'w') write(number, "WXYZ", 4);
    if (how == 's') lseek(number, 2, SEEK_SET);
    if (how == 'r') say("child read \"%s\"", text);
    _exit(0);
  }
  reap(child);
}

int main(void)
{
  int number = open("file", O_CREAT | O_RDWR, 0600);
  write(number, "abcdefghijkl", 12);
  say("at %d", (int)lseek(number, 0, SEEK_SET));
  in_child(number, 'r');
  say("after the child's read: at %d", (int)lseek(number, 0, SEEK_CUR));
  in_child(number, 'w');
  say("after the child's write: at %d", (int)lseek(number, 0, SEEK_CUR));
  in_child(number, 's');
  say("after the child's lseek: at %d", (int)lseek(number, 0, SEEK_CUR));

  char text[13] = "";
  pread(number, text, 12, 0);
  say("the file: %s", text);

  int other = open("file", O_RDONLY);
  lseek(other, 7, SEEK_SET);
  say("a descriptor from another open moves alone: %d and %d", (int)lseek(number, 0, SEEK_CUR),
      (int)lseek(other, 0, SEEK_CUR));
  return 0;
}
