/* Says that it waits for no child: the kernel does. */
#include <signal.h>
#include <unistd.h>

int main(void)
{
  int fds[2];
  char letter;
  pipe(fds);
  signal(SIGCHLD, SIG_IGN);
  if (fork() == 0) return 0;
  close(fds[1]);
  read(fds[0], &letter, 1); /* the end of the child */
  return 0;
}
