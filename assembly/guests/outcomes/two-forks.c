/* How many lines? What was printed and not yet written is copied by each fork, too. */
#include <stdio.h>
#include <unistd.h>

int main(void)
{
  fork();
  printf("x");
  fork();
  printf("y");
  return 0;
}
