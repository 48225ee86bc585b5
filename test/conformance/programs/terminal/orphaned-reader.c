/* read: a process of an orphaned background group is not stopped by SIGTTIN: read fails with EIO. */
#include "../facts.h"

int main(void)
{
  int told[2], gate[2];
  pipe(told);
  pipe(gate);
  pid_t parent = fork();
  if (parent == 0) {
    setpgid(0, 0); /* the orphan joins this group, whose other member ends */
    pid_t orphan = fork();
    if (orphan == 0) {
      char byte;
      close(gate[1]);
      read(gate[0], &byte, 1);
      int result = read(0, &byte, 1);
      say_result("the orphan: read", result);
      write(told[1], "!", 1);
      _exit(0);
    }
    _exit(0);
  }
  await("its parent", parent);
  close(told[1]);
  close(gate[0]);
  close(gate[1]);
  char byte;
  say("the orphan has ended: %s", yes(read(told[0], &byte, 1) == 1));
  return 0;
}
