/* Named pipes: who waits for whom in open, and what poll says; the size of pipes. */
#include "say.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <dirent.h>
#include <sys/stat.h>
#include <sys/wait.h>
static void pl(const char *what, int fd) {
  struct pollfd p = {fd, POLLIN | POLLOUT, 0};
  int r = poll(&p, 1, 0);
  printf("%s: %d%s%s%s%s%s\n", what,
         r, p.revents & POLLIN ? " IN" : "", p.revents & POLLOUT ? " OUT" : "",
         p.revents & POLLHUP ? " HUP" : "", p.revents & POLLERR ? " ERR" : "", p.revents & POLLNVAL ? " NVAL" : "");
  fflush(stdout);
}
int main(void) {
  char d[] = "/tmp/fifoXXXXXX"; mkdtemp(d); chdir(d);
  say("mkfifo", mkfifo("p", 0644));
  say("write nonblock", open("p", O_WRONLY | O_NONBLOCK));
  int r = open("p", O_RDONLY | O_NONBLOCK); say("read nonblock", r < 0 ? -1 : 0);
  char buf[100000];
  say("read no writer", read(r, buf, 10)); pl("poll no writer", r);
  int w = open("p", O_WRONLY | O_NONBLOCK); say("now write", w < 0 ? -1 : 0);
  pl("poll writer", r);
  pl("poll w", w);
  say("read", read(r, buf, 10));
  say("write", write(w, "hello", 5));
  pl("poll r", r);
  close(w);
  pl("poll r after close", r);
  say("read", read(r, buf, 10)); say("read end", read(r, buf, 10)); pl("hup", r);
  w = open("p", O_WRONLY); pl("no hup", r); write(w, "left", 4); close(r); close(w);
  r = open("p", O_RDWR);
  say("rdwr", r < 0 ? -1 : 0);
  pl("rdwr", r);
  say("write self", write(r, "abc", 3));
  say("read self", read(r, buf, 10));
  pl("rdwr", r);
  close(r);
  fflush(stdout);
  /* blocking both ways */
  if (fork() == 0) {
    usleep(10000);
    int f = open("p", O_WRONLY);
    write(f, "from child\n", 11);
    close(f);
    _exit(0);
  }
  r = open("p", O_RDONLY);
  int n = read(r, buf, 100);
  write(1, buf, n);
  say("eof", read(r, buf, 100));
  close(r);
  wait(0);
  if (fork() == 0) {
    usleep(10000);
    int f = open("p", O_RDONLY);
    int n;
    while ((n = read(f, buf, 4)) > 0) write(1, buf, n);
    close(f);
    _exit(0);
  }
  w = open("p", O_WRONLY); write(w, "to the child\n", 13); close(w); wait(0);
  /* reader opens and closes at once: writer's open still succeeds */
  if (fork() == 0) { usleep(10000); int f = open("p", O_RDONLY); close(f); _exit(0); }
  w = open("p", O_WRONLY);
  usleep(20000);
  {
    int st;
    if (fork() == 0) {
      write(w, "x", 1);
      _exit(0);
    }
    int k = waitpid(-1, &st, 0);
    if (!WIFSIGNALED(st)) waitpid(-1, &st, 0);
    say("killed by", WTERMSIG(st));
  }
  pl("err", w);
  close(w);
  while (wait(0) > 0);
  if (fork() == 0) {
    usleep(10000);
    unlink("p");
    mkfifo("p", 0600);
    int f = open("p", O_WRONLY | O_NONBLOCK);
    say("a new one", f);
    _exit(0);
  }
  if (fork() == 0) { int f = open("p", O_RDONLY); n = read(f, buf, 10); say("old one", n); _exit(0); }
  usleep(1000); w = open("p", O_WRONLY); usleep(30000); write(w, "abc", 3); close(w); while (wait(0) > 0);
  struct stat s;
  r = open("p", O_RDONLY | O_NONBLOCK);
  fstat(r, &s);
  printf("%o links %d\n", s.st_mode, (int)s.st_nlink);
  say("seek", lseek(r, 0, SEEK_SET));
  say("ftruncate", ftruncate(r, 0));
  unlink("p");
  fstat(r, &s);
  printf("links %d\n", (int)s.st_nlink);
  close(r);
  say("truncate fifo", (mkfifo("q", 0600), truncate("q", 0)));
  DIR *dp = opendir(".");
  struct dirent *de;
  while ((de = readdir(dp)))
    if (de->d_name[0] != '.') printf("%s %s\n", de->d_name, de->d_type == DT_FIFO ? "fifo" : "?");
  closedir(dp);
  /* sizes */
  int p[2]; pipe2(p, O_NONBLOCK);
  say("size", fcntl(p[0], F_GETPIPE_SZ));
  say("set 5000", fcntl(p[0], F_SETPIPE_SZ, 5000));
  say("size", fcntl(p[1], F_GETPIPE_SZ));
  memset(buf, 'x', sizeof buf);
  say("fill", write(p[1], buf, sizeof buf));
  say("more", write(p[1], buf, 1));
  say("set 4096", fcntl(p[0], F_SETPIPE_SZ, 4096));
  say("set 0", fcntl(p[0], F_SETPIPE_SZ, 0));
  say("grow", fcntl(p[1], F_SETPIPE_SZ, 1 << 17));
  say("fill", write(p[1], buf, sizeof buf));
  say("file", fcntl(dirfd(opendir(".")), F_GETPIPE_SZ));
  return 0;
}
