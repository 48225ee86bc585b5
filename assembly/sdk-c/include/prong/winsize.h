/* How large a terminal's window is: termios.h and sys/ioctl.h both have it. */
#ifndef PRONG_WINSIZE_H
#define PRONG_WINSIZE_H

struct winsize {
  unsigned short ws_row;
  unsigned short ws_col;
  unsigned short ws_xpixel;
  unsigned short ws_ypixel;
};

#endif
