/* waitid: P_PID, P_PGID and P_ALL choose the children; WNOHANG without any to tell of leaves si_pid 0. */
#include "../facts.h"

int main(void)
{
  siginfo_t info;
  int gate[2];
  pipe(gate);
  pid_t leader = fork();
  if (leader == 0) {
    setpgid(0, 0);
    _exit(1);
  }
  setpgid(leader, leader);
  pid_t waiting = fork();
  if (waiting == 0) {
    char byte;
    close(gate[1]);
    read(gate[0], &byte, 1);
    _exit(2);
  }
  info.si_pid = 77;
  info.si_signo = 77;
  say_result("WNOHANG for one that runs", waitid(P_PID, waiting, &info, WEXITED | WNOHANG));
  say("si_pid is 0: %s, si_signo is 0: %s", yes(info.si_pid == 0), yes(info.si_signo == 0));
  say_result("P_PGID", waitid(P_PGID, leader, &info, WEXITED));
  say("it is the one of that group: %s", yes(info.si_pid == leader));
  close(gate[1]);
  say_result("P_ALL", waitid(P_ALL, 0, &info, WEXITED));
  say("it is the other: %s", yes(info.si_pid == waiting));
  say_result("P_ALL, when there is none", waitid(P_ALL, 0, &info, WEXITED));
  say_result("P_PID of no child", waitid(P_PID, getpid(), &info, WEXITED));
  return 0;
}
