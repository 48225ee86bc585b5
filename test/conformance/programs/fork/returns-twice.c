/* fork: returns 0 in the child and the child's pid in the parent. */
#include "../facts.h"

int main(void)
{
  pid_t before = getpid();
  pid_t child = fork();
  if (child == 0) {
    say("child: fork returned 0, and I am another process: %s", yes(getpid() != before));
    return 7;
  }
  await("child", child);
  say("parent: fork returned a pid: %s, and I am who I was: %s", yes(child > 0), yes(getpid() == before));
  int pids = 1;
  for (int i = 0; i < 3; i++) pids += fork() == 0 ? 0 : 1;
  while (wait(NULL) > 0) continue;
  if (getpid() == before) say("three forks in a row, as seen by the first: %d", pids);
  return 0;
}
