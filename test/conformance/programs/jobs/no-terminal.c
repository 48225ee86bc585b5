/* tcgetpgrp, tcsetpgrp, tcgetsid, isatty, ttyname, tcgetattr: ENOTTY for what is no terminal, EBADF for what is not open. */
#include "../facts.h"
#include <fcntl.h>
#include <termios.h>

int main(void)
{
  int ends[2];
  pipe(ends);
  int file = open("file", O_CREAT | O_RDWR, 0600);
  int numbers[] = { ends[0], file, 999 };
  const char *names[] = { "a pipe", "a file", "nothing" };
  struct termios settings;
  for (int i = 0; i < 3; i++) {
    say("%s", names[i]);
    say_result("  tcgetpgrp", tcgetpgrp(numbers[i]));
    say_result("  tcsetpgrp", tcsetpgrp(numbers[i], getpgrp()));
    say_result("  tcgetsid", tcgetsid(numbers[i]));
    say_result("  tcgetattr", tcgetattr(numbers[i], &settings));
    errno = 0;
    int terminal = isatty(numbers[i]);
    say("  isatty: %d, %s", terminal, error_name(errno));
    say("  ttyname_r: %s", error_name(ttyname_r(numbers[i], (char[64]) { 0 }, 64)));
  }
  pid_t child = fork();
  if (child == 0) {
    setsid();
    int terminal = open("/dev/tty", O_RDWR);
    say_result("/dev/tty in a session without a terminal", terminal);
    return 0;
  }
  await("child", child);
  return 0;
}
