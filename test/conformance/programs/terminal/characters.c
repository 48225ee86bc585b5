/* termios without ICANON, ECHO and ISIG: each character comes as it is typed, is not shown, and means nothing. */
#include "../facts.h"
#include <termios.h>

static void read_some(int size)
{
  unsigned char text[64];
  char shown[256] = "";
  int count = read(0, text, size);
  for (int i = 0; i < count; i++) snprintf(shown + strlen(shown), 8, " %d", text[i]);
  say("read of %d: %d:%s", size, count, shown);
}

int main(void)
{
  struct termios before, settings, now;
  say_result("tcgetattr", tcgetattr(0, &before));
  say("at first ICANON, ECHO and ISIG: %s", yes((before.c_lflag & (ICANON | ECHO | ISIG)) == (ICANON | ECHO | ISIG)));
  settings = before;
  settings.c_lflag &= ~(ICANON | ECHO | ISIG);
  settings.c_iflag &= ~(ICRNL | IXON);
  settings.c_cc[VMIN] = 1;
  settings.c_cc[VTIME] = 0;
  say_result("tcsetattr", tcsetattr(0, TCSANOW, &settings));
  tcgetattr(0, &now);
  say("it is set: %s", yes((now.c_lflag & (ICANON | ECHO | ISIG)) == 0 && now.c_cc[VMIN] == 1));
  say("(type a)");
  read_some(10);
  say("(type ^C^Z^D)");
  read_some(1);
  read_some(1);
  read_some(1);
  say("(type ^M)");
  read_some(10);
  settings.c_cc[VMIN] = 3;
  tcsetattr(0, TCSANOW, &settings);
  say("(type xyz)");
  read_some(10);
  settings.c_cc[VMIN] = 0;
  tcsetattr(0, TCSANOW, &settings);
  read_some(10);
  say_result("back", tcsetattr(0, TCSADRAIN, &before));
  say("(type line^M)");
  read_some(10);
  say_result("an action that is none", tcsetattr(0, 12345, &before));
  return 0;
}
