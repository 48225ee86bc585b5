/* Reads a letter from standard input, if there is one. */
#include <unistd.h>

int main(void)
{
  char letter;
  return (int)read(STDIN_FILENO, &letter, 1);
}
