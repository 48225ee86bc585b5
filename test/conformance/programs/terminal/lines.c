/* termios ICANON: input comes line by line; erase and kill edit it, end-of-file ends it, and what is typed is echoed. */
#include "../facts.h"

static void read_some(int size)
{
  char text[64] = "";
  int count = read(0, text, size);
  say("read of %d: %d, \"%.*s\"", size, count, (int)strcspn(text, "\n"), text);
}

int main(void)
{
  say("(type hello^J)");
  read_some(63);
  say("(type abc^?^?xy^J)");
  read_some(63);
  say("(type wrong^Uright^J)");
  read_some(63);
  say("(type one^Jtwo^J)");
  read_some(63);
  read_some(63);
  say("(type longer than that^J)");
  read_some(6);
  read_some(63);
  say("(type no newline^D)");
  read_some(63);
  say("(type ^D)");
  read_some(63);
  say("(type after the end^J)");
  read_some(63);
  return 0;
}
