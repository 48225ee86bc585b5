/* exec: a process may become another program again and again, and stays the same process; a child waits for nothing new. */
#include "../facts.h"

int main(int argc, char *argv[])
{
  int round = argc > 1 ? atoi(argv[1]) : 0;
  if (round == 20) {
    say("after %d times I am the same process: %s", round, yes(getpid() == atoi(argv[2])));
    say("and the child of before is mine to wait for: %s", yes(wait(NULL) == atoi(argv[3])));
    return 0;
  }
  char next[16], self[16], child[16];
  snprintf(next, sizeof next, "%d", round + 1);
  snprintf(self, sizeof self, "%d", round == 0 ? (int)getpid() : atoi(argv[2]));
  pid_t made = round == 0 ? fork() : atoi(argv[3]);
  if (made == 0) _exit(0);
  snprintf(child, sizeof child, "%d", (int)made);
  execl(argv[0], argv[0], next, self, child, (char *)NULL);
  return 1;
}
