/* exit, _exit: the parent sees the low 8 bits of the status; returning from main is exit. */
#include "../facts.h"

int main(void)
{
  int codes[] = { 0, 1, 77, 255, 256, 257, -1, 1000 };
  for (int i = 0; i < 8; i++) {
    pid_t child = fork();
    if (child == 0) _exit(codes[i]);
    int status;
    waitpid(child, &status, 0);
    say("_exit(%d): %s with %d", codes[i], WIFEXITED(status) ? "exited" : "something else", WEXITSTATUS(status));
  }
  for (int i = 0; i < 3; i++) {
    pid_t child = fork();
    if (child == 0 && i == 0) exit(258);
    if (child == 0 && i == 1) _Exit(259);
    if (child == 0) return 260;
    await(i == 0 ? "exit(258)" : i == 1 ? "_Exit(259)" : "return 260", child);
  }
  return 9;
}
