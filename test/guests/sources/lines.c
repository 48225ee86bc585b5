/* Lines of two processes: at a terminal each is written at once, elsewhere all together in the end. */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
  int child = fork() == 0;
  for (int i = 0; i < 3; i++) printf("%s %d\n", child ? "child" : "parent", i);
  fflush(stdout);
  if (child) _exit(0);
  wait(NULL);
  return 0;
}
