/* Terminals: all of it is ioctl. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "answer.h"

static int ask_terminal(int fd, int request, const void *address) { return answer(__prong_ioctl(fd, request, (int)address)); }

int ioctl(int fd, int request, ...)
{
  va_list rest;
  va_start(rest, request);
  int argument = va_arg(rest, int);
  va_end(rest);
  return answer(__prong_ioctl(fd, request, argument));
}

int tcgetattr(int fd, struct termios *attributes) { return ask_terminal(fd, TCGETS, attributes); }

int tcsetattr(int fd, int when, const struct termios *attributes)
{
  if (when < TCSANOW || when > TCSAFLUSH) return answer(-EINVAL);
  return ask_terminal(fd, TCSETS + when, attributes);
}

int tcdrain(int fd) { return answer(__prong_ioctl(fd, TCSBRK, 1)); }
int tcflow(int fd, int what) { return answer(__prong_ioctl(fd, TCXONC, what)); }
int tcflush(int fd, int what) { return answer(__prong_ioctl(fd, TCFLSH, what)); }

int tcsendbreak(int fd, int duration)
{
  (void)duration; /* there is no line to break */
  return answer(__prong_ioctl(fd, TCSBRK, 0));
}

int tcgetwinsize(int fd, struct winsize *size) { return ask_terminal(fd, TIOCGWINSZ, size); }
int tcsetwinsize(int fd, const struct winsize *size) { return ask_terminal(fd, TIOCSWINSZ, size); }

static pid_t ask_pid(int fd, int request)
{
  pid_t pid = 0;
  return ask_terminal(fd, request, &pid) < 0 ? -1 : pid;
}

pid_t tcgetsid(int fd) { return ask_pid(fd, TIOCGSID); }
pid_t tcgetpgrp(int fd) { return ask_pid(fd, TIOCGPGRP); }
int tcsetpgrp(int fd, pid_t group) { return ask_terminal(fd, TIOCSPGRP, &group); }

/* Both speeds are one, as on Linux; 0 for the input means the same as the output. */
speed_t cfgetospeed(const struct termios *attributes) { return attributes->c_cflag & CBAUD; }
speed_t cfgetispeed(const struct termios *attributes) { return cfgetospeed(attributes); }

int cfsetospeed(struct termios *attributes, speed_t speed)
{
  if (speed & ~CBAUD) return answer(-EINVAL);
  attributes->c_cflag = (attributes->c_cflag & ~CBAUD) | speed;
  attributes->c_ispeed = attributes->c_ospeed = speed;
  return 0;
}

int cfsetispeed(struct termios *attributes, speed_t speed)
{
  return speed == B0 ? 0 : cfsetospeed(attributes, speed);
}

int cfsetspeed(struct termios *attributes, speed_t speed) { return cfsetospeed(attributes, speed); }

void cfmakeraw(struct termios *attributes)
{
  attributes->c_iflag &= ~(IGNBRK | BRKINT | PARMRK | ISTRIP | INLCR | IGNCR | ICRNL | IXON);
  attributes->c_oflag &= ~OPOST;
  attributes->c_lflag &= ~(ECHO | ECHONL | ICANON | ISIG | IEXTEN);
  attributes->c_cflag = (attributes->c_cflag & ~(CSIZE | PARENB)) | CS8;
  attributes->c_cc[VMIN] = 1;
  attributes->c_cc[VTIME] = 0;
}

/* Answers an error number, as all the _r functions do. */
int ttyname_r(int fd, char *buffer, size_t size)
{
  int result = __prong_ttyname(fd, buffer, size);
  return result < 0 ? -result : 0;
}

char *ttyname(int fd)
{
  static char name[64];
  int error = ttyname_r(fd, name, sizeof name);
  if (!error) return name;
  errno = error;
  return NULL;
}

char *ctermid(char *buffer)
{
  static char name[L_ctermid];
  return strcpy(buffer ? buffer : name, "/dev/tty");
}
