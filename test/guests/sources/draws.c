/* Draws a random number, and keeps it to itself until something is typed. */
#include <unistd.h>

static volatile char drawn[8];

int main(void)
{
  char typed;
  getentropy((void *)drawn, sizeof drawn);
  return read(STDIN_FILENO, &typed, 1) != 0;
}
