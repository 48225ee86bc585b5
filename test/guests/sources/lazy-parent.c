/* Looks once whether its child has ended, and does not wait for it. */
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
  if (fork() == 0) return 0;
  waitpid(-1, NULL, WNOHANG);
  return 0;
}
