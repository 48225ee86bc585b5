/* wait: returns for any child that ended, once for each, then fails with ECHILD; the status may be left out. */
#include "../facts.h"

int main(void)
{
  pid_t children[3];
  int seen[3] = { 0, 0, 0 };
  for (int i = 0; i < 3; i++) {
    children[i] = fork();
    if (children[i] == 0) _exit(10 + i);
  }
  int status, strangers = 0;
  for (pid_t pid; (pid = wait(&status)) > 0;) {
    int known = 0;
    for (int i = 0; i < 3; i++)
      if (children[i] == pid && WEXITSTATUS(status) == 10 + i) known = ++seen[i];
    strangers += known == 0;
  }
  say("the last failed with %s", error_name(errno));
  say("each came %d %d %d times, and others %d times", seen[0], seen[1], seen[2], strangers);
  pid_t child = fork();
  if (child == 0) _exit(1);
  say("wait(NULL) answers the pid: %s", yes(wait(NULL) == child));
  return 0;
}
