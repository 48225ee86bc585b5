/*
 * Forks until there can be no more processes. The refusal is EAGAIN, leaves no half-made child behind, and all those
 * that were made can be waited for; then forking works again.
 */
#include <errno.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
  int gate[2], made = 0, reaped = 0;
  char byte;
  pipe(gate);
  for (;;) {
    pid_t pid = fork();
    if (pid < 0) break;
    if (pid == 0) {
      close(gate[1]);
      read(gate[0], &byte, 1);
      _exit(0);
    }
    made++;
  }
  printf("refused with EAGAIN: %s\n", errno == EAGAIN ? "yes" : "no");
  close(gate[1]);
  while (wait(NULL) > 0) reaped++;
  printf("every child that was made was waited for: %s\n", made > 0 && reaped == made ? "yes" : "no");

  pid_t pid = fork();
  if (pid == 0) _exit(0);
  printf("and then there was room again: %s\n", pid > 0 && waitpid(pid, NULL, 0) == pid ? "yes" : "no");
  return 0;
}
