/* _exit: children of a process that ends get another parent, one that the system has for them. */
#include "../facts.h"

int main(void)
{
  int dead[2], done[2];
  pipe(dead);
  pipe(done);
  pid_t child = fork();
  if (child == 0) {
    pid_t parent = getpid();
    pid_t orphan = fork();
    if (orphan != 0) _exit(5);
    char byte;
    close(dead[1]);
    read(dead[0], &byte, 1); /* until the first process has waited for my parent */
    say("orphan: my parent is not who forked me: %s", yes(getppid() != parent));
    say("orphan: I have one: %s", yes(getppid() > 0));
    write(done[1], "!", 1);
    _exit(0);
  }
  await("child", child);
  close(done[1]);
  close(dead[1]);
  char byte;
  read(done[0], &byte, 1);
  say("the orphan is not mine to wait for: %s", yes(wait(NULL) == -1 && errno == ECHILD));
  return 0;
}
