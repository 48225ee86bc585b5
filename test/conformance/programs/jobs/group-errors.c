/* setpgid, getpgid, getsid: EINVAL, ESRCH, EPERM, and EACCES once a child has called exec. */
#include "../facts.h"

int main(int argc, char *argv[])
{
  if (argc > 1) {
    write(1, "child: runs a new program\n", 26);
    close(1);
    for (;;) pause();
  }
  say_result("a negative group", setpgid(0, -1));
  say_result("a negative pid", setpgid(-5, 0));
  pid_t child = fork();
  if (child == 0) _exit(0);
  reap(child);
  say_result("nobody: setpgid", setpgid(child, 0));
  say_result("nobody: getpgid", getpgid(child));
  say_result("nobody: getsid", getsid(child));
  say_result("a group that there is not", setpgid(0, child));

  int gate[2], out[2];
  char byte;
  pipe(gate);
  child = fork();
  if (child == 0) {
    say_result("child: its parent", setpgid(getppid(), 0));
    setsid();
    write(gate[1], "!", 1);
    for (;;) pause();
  }
  read(gate[0], &byte, 1);
  say_result("a child in a session of its own", setpgid(child, getpgrp()));
  say_result("a group of another session", setpgid(0, child));
  kill(child, SIGKILL);
  reap(child);

  pipe(out);
  child = fork();
  if (child == 0) {
    dup2(out[1], 1);
    close(out[1]);
    execl(argv[0], argv[0], "again", (char *)NULL);
    _exit(127);
  }
  close(out[1]);
  char text[64];
  while (read(out[0], text, sizeof text) > 0) continue;
  say_result("a child that called exec", setpgid(child, 0));
  kill(child, SIGKILL);
  reap(child);
  return 0;
}
