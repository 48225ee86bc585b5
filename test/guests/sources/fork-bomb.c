/* Everybody forks for as long as it works, nobody waits for anybody, and then all of them sleep for ever. */
#include <unistd.h>

int main(void)
{
  int fds[2];
  char byte;
  pipe(fds);
  while (fork() >= 0)
    ;
  read(fds[0], &byte, 1);
  return 0;
}
