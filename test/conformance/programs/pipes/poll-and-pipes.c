/* poll: tells which end of a pipe is ready, of its end (POLLHUP), its missing reader (POLLERR) and what is closed. */
#include "../facts.h"
#include <poll.h>

static void look(const char *when, int number, short events)
{
  struct pollfd one = { .fd = number, .events = events };
  int count = poll(&one, 1, 0);
  say("%s: %d%s%s%s%s%s", when, count, one.revents & POLLIN ? " POLLIN" : "", one.revents & POLLOUT ? " POLLOUT" : "",
      one.revents & POLLHUP ? " POLLHUP" : "", one.revents & POLLERR ? " POLLERR" : "",
      one.revents & POLLNVAL ? " POLLNVAL" : "");
}

int main(void)
{
  int ends[2];
  pipe(ends);
  look("empty, read end", ends[0], POLLIN);
  look("empty, write end", ends[1], POLLOUT);
  write(ends[1], "x", 1);
  look("one byte, read end", ends[0], POLLIN);
  close(ends[1]);
  look("no writer, one byte", ends[0], POLLIN);
  char byte;
  read(ends[0], &byte, 1);
  look("no writer, empty", ends[0], POLLIN);
  pipe(ends);
  close(ends[0]);
  look("no reader", ends[1], POLLOUT);
  look("closed", 99, POLLIN);
  look("a negative descriptor is none", -1, POLLIN);
  return 0;
}
