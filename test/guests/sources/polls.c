/* Asks again and again whether its child has ended: in some order of events the child never runs. */
#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
  if (fork() == 0) return 0;
  while (waitpid(-1, NULL, WNOHANG) == 0) sched_yield();
  return 0;
}
