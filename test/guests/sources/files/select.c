/* select, pselect and ppoll. */
#include "say.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/select.h>
#include <sys/time.h>
#include <sys/stat.h>
#include <sys/wait.h>
int main(void) {
  int p[2];
  pipe(p);
  fd_set r, w, x;
  FD_ZERO(&r);
  FD_ZERO(&w);
  FD_ZERO(&x);
  FD_SET(p[0], &r);
  FD_SET(p[1], &w);
  FD_SET(p[0], &x);
  struct timeval tv = {0, 0};
  say("select", select(p[1] + 1, &r, &w, &x, &tv));
  printf("%d %d %d\n", FD_ISSET(p[0], &r), FD_ISSET(p[1], &w), FD_ISSET(p[0], &x));
  write(p[1], "a", 1);
  FD_SET(p[0], &r);
  FD_SET(p[1], &w);
  say("both", select(p[1] + 1, &r, &w, NULL, NULL));
  printf("%d %d\n", FD_ISSET(p[0], &r), FD_ISSET(p[1], &w));
  FD_ZERO(&r);
  FD_SET(p[0], &r);
  char c;
  read(p[0], &c, 1);
  tv = (struct timeval){0, 50000};
  say("timeout", select(p[0] + 1, &r, NULL, NULL, &tv));
  printf("%d, left %d\n", FD_ISSET(p[0], &r), (int)(tv.tv_sec || tv.tv_usec));
  FD_ZERO(&r);
  // Below 64: Linux looks at no descriptor past the end of its table, which is as long as its first owner's, from 64 on.
  FD_SET(47, &r);
  tv = (struct timeval){0, 0};
  say("bad fd", select(48, &r, NULL, NULL, &tv));
  say("bad fd past limit", select(47, &r, NULL, NULL, &tv));
  say("negative", select(-1, NULL, NULL, NULL, &tv));
  tv.tv_sec = -1;
  say("negative time", select(0, NULL, NULL, NULL, &tv));
  struct timespec ts = {0, 1000000000};
  say("bad pselect", pselect(0, NULL, NULL, NULL, &ts, NULL));
  ts.tv_nsec = 1000;
  say("pselect sleeps", pselect(0, NULL, NULL, NULL, &ts, NULL));
  fflush(stdout);
  if (fork() == 0) { usleep(10000);
  write(p[1], "b", 1); _exit(0); }
  FD_ZERO(&r);
  FD_SET(p[0], &r);
  tv = (struct timeval){5, 0};
  say("waits", select(p[0] + 1, &r, NULL, NULL, &tv));
  printf("%d, left %d\n", FD_ISSET(p[0], &r), tv.tv_sec >= 4);
  read(p[0], &c, 1);
  wait(0);
  FD_ZERO(&r);
  FD_SET(p[0], &r);
  close(p[1]);
  say("eof readable", select(p[0] + 1, &r, NULL, NULL, NULL));
  printf("%d\n", FD_ISSET(p[0], &r));
  pipe(p);
  close(p[0]);
  FD_ZERO(&w);
  FD_SET(p[1], &w);
  FD_ZERO(&r);
  FD_SET(p[1], &r);
  tv = (struct timeval){0,0};
  say("broken", select(p[1] + 1, &r, &w, NULL, &tv));
  printf("%d %d\n", FD_ISSET(p[1], &r), FD_ISSET(p[1], &w));
  int f = open("/tmp/selfile", O_CREAT | O_RDWR, 0600);
  FD_ZERO(&r);
  FD_ZERO(&w);
  FD_SET(f, &r);
  FD_SET(f, &w);
  say("file", select(f + 1, &r, &w, NULL, NULL));
  struct pollfd pf[3] = {{f, POLLIN | POLLOUT | POLLPRI | POLLRDNORM, 0}, {-1, POLLIN, 7}, {99, POLLIN, 0}};
  say("ppoll", ppoll(pf, 3, NULL, NULL));
  printf("%d %d %d\n", (pf[0].revents & POLLIN) != 0, pf[1].revents, pf[2].revents == POLLNVAL);
  ts = (struct timespec){0, 5000000};
  say("ppoll timeout", ppoll(NULL, 0, &ts, NULL));
  ts.tv_nsec = -1;
  say("ppoll bad", ppoll(NULL, 0, &ts, NULL));
  unlink("/tmp/selfile");
  return 0;
}
