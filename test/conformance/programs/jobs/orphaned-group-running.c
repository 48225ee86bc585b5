/* _exit: a group that becomes orphaned without a stopped member gets no signal. */
#include "../facts.h"

int main(void)
{
  int gate[2], told[2];
  pipe(gate);
  pipe(told);
  pid_t leader = fork();
  if (leader == 0) {
    setsid();
    pid_t parent = fork();
    if (parent == 0) {
      pid_t orphan = fork();
      if (orphan == 0) {
        setpgid(0, 0);
        mask_signal(SIG_BLOCK, SIGHUP);
        mask_signal(SIG_BLOCK, SIGCONT);
        write(told[1], "r", 1);
        char byte;
        close(gate[1]);
        read(gate[0], &byte, 1);
        sigset_t pending;
        sigpending(&pending);
        byte = sigismember(&pending, SIGHUP) ? 'H' : sigismember(&pending, SIGCONT) ? 'C' : 'n';
        write(told[1], &byte, 1);
        _exit(0);
      }
      char byte;
      read(told[0], &byte, 1);
      _exit(3);
    }
    await("the parent of the group", parent);
    close(gate[0]);
    close(gate[1]);
    char byte = '?';
    read(told[0], &byte, 1);
    say("signals that came: %s", byte == 'n' ? "none" : "some");
    _exit(0);
  }
  close(gate[0]);
  close(gate[1]);
  await("session leader", leader);
  return 0;
}
