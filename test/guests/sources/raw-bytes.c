/* Two bytes that are no text, in either order. */
#include <unistd.h>

int main(void)
{
  write(STDOUT_FILENO, fork() == 0 ? "\xfe" : "\xff", 1);
  return 0;
}
