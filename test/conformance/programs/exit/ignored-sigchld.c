/* _exit, wait: with SIGCHLD set to SIG_IGN there are no zombies: wait returns when all have ended, with ECHILD. */
#include "../facts.h"

int main(void)
{
  int gate[2], ends[2];
  pipe(gate);
  pipe(ends);
  signal(SIGCHLD, SIG_IGN);
  pid_t children[3];
  for (int i = 0; i < 3; i++) {
    children[i] = fork();
    if (children[i] != 0) continue;
    char byte;
    close(gate[1]);
    read(gate[0], &byte, 1);
    write(ends[1], "x", 1);
    _exit(i);
  }
  say("while they live, waitpid with WNOHANG: %d", (int)waitpid(-1, NULL, WNOHANG));
  close(gate[1]);
  close(ends[1]);
  say_result("wait", wait(NULL));
  char text[8];
  say("by then all had run: %d", (int)read(ends[0], text, sizeof text));
  say("and were gone: %s", yes(kill(children[0], 0) == -1 && kill(children[1], 0) == -1 && kill(children[2], 0) == -1));
  signal(SIGCHLD, SIG_DFL);
  pid_t child = fork();
  if (child == 0) _exit(4);
  await("with the default again, a child", child);
  return 0;
}
