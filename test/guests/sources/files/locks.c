/* Record locks, OFD locks and flock: ranges, conflicts, waiting, deadlock, what ends them. */
#include "say.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>

static int lk(int fd, int cmd, int type, int whence, off_t start, off_t len) {
  struct flock l;
  memset(&l, 0, sizeof l);
  l.l_type = type;
  l.l_whence = whence;
  l.l_start = start;
  l.l_len = len;
  return fcntl(fd, cmd, &l);
}
/* what a child sees of locks */
static pid_t parent;
static void probe(const char *path, const char *what) {
  fflush(stdout);
  pid_t p = fork();
  if (p == 0) {
    int fd = open(path, O_RDWR);
    printf("%s:", what);
    off_t at = 0;
    for (int i = 0; i < 10; i++) {
      struct flock l;
      memset(&l, 0, sizeof l);
      l.l_type = F_WRLCK;
      l.l_whence = SEEK_SET;
      l.l_start = at;
      l.l_len = 0;
      if (fcntl(fd, F_GETLK, &l) < 0) { printf(" %s", errno_name()); break; }
      if (l.l_type == F_UNLCK) break;
      printf(" %c%lld+%lld(%s)", l.l_type == F_RDLCK ? 'r' : 'w', (long long)l.l_start, (long long)l.l_len,
             l.l_pid == parent ? "parent" : l.l_pid == -1 ? "ofd" : "other");
      if (l.l_len == 0) break;
      at = l.l_start + l.l_len;
    }
    printf("\n"); fflush(stdout);
    _exit(0);
  }
  waitpid(p, 0, 0);
}
int main(void) {
  parent = getpid();
  char path[] = "/tmp/lkXXXXXX";
  int fd = mkstemp(path);
  ftruncate(fd, 100);
  say("write 10..29", lk(fd, F_SETLK, F_WRLCK, SEEK_SET, 10, 20));
  probe(path, "a");
  say("read 15..19", lk(fd, F_SETLK, F_RDLCK, SEEK_SET, 15, 5));
  probe(path, "b");
  say("unlock 12..13", lk(fd, F_SETLK, F_UNLCK, SEEK_SET, 12, 2));
  probe(path, "c");
  say("negative length", lk(fd, F_SETLK, F_WRLCK, SEEK_SET, 60, -10));
  say("whole rest from the end", lk(fd, F_SETLK, F_WRLCK, SEEK_END, 0, 0));
  lseek(fd, 70, SEEK_SET);
  say("from here", lk(fd, F_SETLK, F_RDLCK, SEEK_CUR, 5, 5));
  probe(path, "d");
  say("join", lk(fd, F_SETLK, F_WRLCK, SEEK_SET, 0, 0));
  probe(path, "e");
  say("before the start", lk(fd, F_SETLK, F_WRLCK, SEEK_SET, -1, 5));
  say("negative before the start", lk(fd, F_SETLK, F_WRLCK, SEEK_SET, 5, -6));
  say("negative to the start", lk(fd, F_SETLK, F_WRLCK, SEEK_SET, 5, -5));
  say("overflow", lk(fd, F_SETLK, F_WRLCK, SEEK_SET, 0x7ffffffffffffffe, 3));
  say("to the last", lk(fd, F_SETLK, F_WRLCK, SEEK_SET, 0x7ffffffffffffffe, 2));
  say("bad whence", lk(fd, F_SETLK, F_WRLCK, 9, 0, 3));
  say("bad type", lk(fd, F_SETLK, 9, SEEK_SET, 0, 3));
  say("bad type query", lk(fd, F_GETLK, F_UNLCK, SEEK_SET, 0, 3));
  say("bad fd", lk(99, F_SETLK, F_WRLCK, SEEK_SET, 0, 3));
  int ro = open(path, O_RDONLY), wo = open(path, O_WRONLY);
  say("write lock, read only", lk(ro, F_SETLK, F_WRLCK, SEEK_SET, 0, 3));
  say("read lock, write only", lk(wo, F_SETLK, F_RDLCK, SEEK_SET, 0, 3));
  say("unlock, read only", lk(ro, F_SETLK, F_UNLCK, SEEK_SET, 0, 3));
  probe(path, "before close");
  close(ro);
  probe(path, "after close of another");
  /* not inherited; child conflicts */
  say("write 0..9", lk(fd, F_SETLK, F_WRLCK, SEEK_SET, 0, 10));
  fflush(stdout);
  if (fork() == 0) {
    say("child SETLK", lk(fd, F_SETLK, F_RDLCK, SEEK_SET, 5, 1));
    say("child elsewhere", lk(fd, F_SETLK, F_WRLCK, SEEK_SET, 10, 1));
    say("child lockf test", (lseek(fd, 0, SEEK_SET), lockf(fd, F_TEST, 5)));
    say("child lockf tlock", lockf(fd, F_TLOCK, 5));
    close(fd);
    _exit(0);
  }
  wait(0);
  probe(path, "child's close leaves them");
  /* blocking */
  int sync[2]; pipe(sync);
  if (fork() == 0) {
    write(sync[1], "x", 1);
    say("child got it", lk(fd, F_SETLKW, F_WRLCK, SEEK_SET, 0, 10));
    _exit(0);
  }
  char c; read(sync[0], &c, 1); usleep(100000);
  printf("parent unlocks\n");
  say("unlock", lk(fd, F_SETLK, F_UNLCK, SEEK_SET, 0, 0));
  wait(0);
  /* deadlock */
  say("parent takes 0", lk(fd, F_SETLK, F_WRLCK, SEEK_SET, 0, 1));
  fflush(stdout);
  pid_t kid = fork();
  if (kid == 0) {
    int r = lk(fd, F_SETLKW, F_WRLCK, SEEK_SET, 1, 1);
    write(sync[1], "x", 1);
    r = lk(fd, F_SETLKW, F_WRLCK, SEEK_SET, 0, 1);
    say("child gets 0 in the end", r);
    _exit(0);
  }
  read(sync[0], &c, 1); usleep(100000);
  say("parent asks for 1", lk(fd, F_SETLKW, F_WRLCK, SEEK_SET, 1, 1));
  lk(fd, F_SETLK, F_UNLCK, SEEK_SET, 0, 0);
  wait(0);
  /* OFD */
  int a = open(path, O_RDWR), b = open(path, O_RDWR);
  say("ofd a", lk(a, F_OFD_SETLK, F_WRLCK, SEEK_SET, 0, 10));
  say("ofd b", lk(b, F_OFD_SETLK, F_WRLCK, SEEK_SET, 5, 10));
  say("posix on b", lk(b, F_SETLK, F_WRLCK, SEEK_SET, 5, 10));
  probe(path, "ofd");
  fflush(stdout);
  if (fork() == 0) {
    say("child unlocks a's", lk(a, F_OFD_SETLK, F_UNLCK, SEEK_SET, 0, 2));
    say("child extends", lk(a, F_OFD_SETLK, F_WRLCK, SEEK_SET, 20, 2));
    _exit(0);
  }
  wait(0);
  probe(path, "ofd after child");
  int a2 = dup(a); close(a);
  probe(path, "still, by the dup");
  close(a2);
  probe(path, "gone");
  struct flock withpid = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_pid = 5};
  say("ofd with pid", fcntl(b, F_OFD_SETLK, &withpid));
  close(b);
  /* flock */
  int f = open(path, O_RDWR), g = open(path, O_RDONLY);
  say("flock ex", flock(f, LOCK_EX));
  say("flock g nb", flock(g, LOCK_EX | LOCK_NB));
  say("flock g sh nb", flock(g, LOCK_SH | LOCK_NB));
  say("posix beside flock", lk(fd, F_SETLK, F_WRLCK, SEEK_SET, 0, 0));
  say("to shared", flock(f, LOCK_SH));
  say("g shared", flock(g, LOCK_SH | LOCK_NB));
  say("f to ex", flock(f, LOCK_EX | LOCK_NB));
  say("g to ex (f lost its own)", flock(g, LOCK_EX | LOCK_NB));
  say("f un", flock(f, LOCK_UN));
  say("bad op", flock(f, 0)); say("bad op 2", flock(f, LOCK_SH | LOCK_EX)); say("bad fd", flock(99, LOCK_SH));
  fflush(stdout);
  if (fork() == 0) {
    say("child has g's too", flock(g, LOCK_EX | LOCK_NB));
    say("child's f", flock(f, LOCK_SH|LOCK_NB));
    say("child unlocks g", flock(g, LOCK_UN));
    _exit(0);
  }
  wait(0);
  say("f now", flock(f, LOCK_EX | LOCK_NB));
  fflush(stdout);
  if (fork() == 0) {
    close(f);
    int h = open(path, O_RDWR);
    write(sync[1], "x", 1);
    say("child waits", flock(h, LOCK_SH));
    _exit(0);
  }
  read(sync[0], &c, 1); usleep(100000);
  printf("parent closes f\n"); fflush(stdout); close(f);
  wait(0);
  say("pipe lock", lk(sync[0], F_SETLK, F_RDLCK, SEEK_SET, 0, 0));
  say("pipe write lock", lk(sync[1], F_SETLK, F_WRLCK, SEEK_CUR, 0, 0));
  unlink(path);
  return 0;
}
