/* fork: a hundred children at once, each with a pid of its own, and each is waited for once. */
#include "../facts.h"

int main(void)
{
  pid_t pids[100];
  int gate[2];
  pipe(gate);
  for (int i = 0; i < 100; i++) {
    pids[i] = fork();
    if (pids[i] != 0) continue;
    char byte;
    close(gate[1]);
    read(gate[0], &byte, 1);
    _exit(i);
  }
  int same = 0, codes = 0, reaped = 0, status;
  for (int i = 0; i < 100; i++)
    for (int j = 0; j < i; j++) same += pids[i] == pids[j];
  say("pids that two have: %d", same);
  close(gate[1]);
  for (pid_t pid; (pid = wait(&status)) > 0; reaped++)
    for (int i = 0; i < 100; i++)
      if (pids[i] == pid) codes += WIFEXITED(status) && WEXITSTATUS(status) == i;
  say("reaped: %d, with the right code: %d", reaped, codes);
  say_result("then wait", wait(NULL));
  return 0;
}
