/* vfork: the parent is suspended until the child calls _exit or exec. */
#include "../facts.h"

int main(int argc, char *argv[])
{
  if (argc > 1) {
    char byte;
    read(0, &byte, 1);
    say("the parent went on: %s", yes(byte == '!'));
    return 6;
  }
  pid_t child = vfork();
  if (child == 0) {
    say("child: first");
    say("child: second");
    _exit(0);
  }
  say("parent: after it");
  reap(child);

  int ends[2];
  pipe(ends);
  child = vfork();
  if (child == 0) {
    dup2(ends[0], 0);
    close(ends[0]);
    close(ends[1]);
    execl(argv[0], argv[0], "again", (char *)NULL);
    _exit(127);
  }
  write(ends[1], "!", 1);
  await("child", child);
  return 0;
}
