/* What a handled signal does to locks, open, poll and select, with SA_RESTART and without;
 * the masks of ppoll and pselect. */
#include "say.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/select.h>
#include <sys/stat.h>
#include <sys/wait.h>
static volatile int got;
static void on(int s) { got++; }
static void tell(const char *what, int r) {
  if (r < 0) printf("%s: %s", what, errno_name());
  else printf("%s: %d", what, r);
  printf(" (%d signals)\n", got);
  fflush(stdout);
}
static void handle(int flags) {
  struct sigaction a;
  memset(&a, 0, sizeof a);
  a.sa_handler = on;
  a.sa_flags = flags;
  sigaction(SIGUSR1, &a, NULL);
  sigaction(SIGALRM, &a, NULL);
  got = 0;
}
static void poke(int after, int release, int fd) {
  fflush(stdout);
  if (fork()) return;
  usleep(after); kill(getppid(), SIGUSR1); usleep(20000);
  if (release) {
    char c = 'x';
    if (release == 1) {
      struct flock l;
      memset(&l, 0, sizeof l);
      l.l_type = F_UNLCK;
      fcntl(fd, F_SETLK, &l);
    }
    if (release == 2) flock(fd, LOCK_UN);
    if (release == 3) close(open("/tmp/sigp", O_WRONLY));
  }
  _exit(0);
}
int main(void) {
  unlink("/tmp/sigl"); unlink("/tmp/sigp");
  int fd = open("/tmp/sigl", O_CREAT | O_RDWR, 0600); mkfifo("/tmp/sigp", 0600);
  int sync[2]; pipe(sync); char c;
  /* another process that holds the lock for a while */
  for (int restart = 0; restart < 2; restart++) {
    handle(restart ? SA_RESTART : 0);
    pid_t parent = getpid(); fflush(stdout);
    if (fork() == 0) {
      struct flock l;
      memset(&l, 0, sizeof l);
      l.l_type = F_WRLCK;
      fcntl(fd, F_SETLK, &l);
      int o = open("/tmp/sigl", O_RDWR);
      flock(o, LOCK_EX);
      write(sync[1], "x", 1);
      usleep(30000);
      kill(parent, SIGUSR1);
      usleep(30000);
      _exit(0);
    }
    read(sync[0], &c, 1);
    struct flock l;
    memset(&l, 0, sizeof l);
    l.l_type = F_WRLCK;
    tell("setlkw", fcntl(fd, F_SETLKW, &l));
    l.l_type = F_UNLCK;
    fcntl(fd, F_SETLK, &l);
    while (wait(0) < 0 && errno == EINTR) continue;
    got = 0;
    fflush(stdout);
    if (fork() == 0) {
      int o = open("/tmp/sigl", O_RDWR);
      flock(o, LOCK_EX);
      write(sync[1], "x", 1);
      usleep(30000);
      kill(parent, SIGUSR1);
      usleep(30000);
      _exit(0);
    }
    read(sync[0], &c, 1);
    tell("flock", flock(fd, LOCK_EX)); flock(fd, LOCK_UN); while (wait(0) < 0 && errno == EINTR) continue;
    got = 0; poke(20000, 3, 0);
    int r = open("/tmp/sigp", O_RDONLY);
    tell("open", r < 0 ? r : 0);
    if (r >= 0) close(r);
    else {
      r = open("/tmp/sigp", O_RDONLY | O_NONBLOCK);
      usleep(50000);
      close(r);
    }
    while (wait(0) < 0 && errno == EINTR) continue;
    got = 0;
    poke(20000, 0, 0);
    tell("poll", poll(NULL, 0, 1000));
    while (wait(0) < 0 && errno == EINTR) continue;
    got = 0;
    poke(20000, 0, 0);
    struct timeval tv = {1, 0};
    tell("select", select(0, NULL, NULL, NULL, &tv));
    while (wait(0) < 0 && errno == EINTR) continue;
  }
  /* the mask of ppoll and pselect */
  sigset_t block, none, now; sigemptyset(&block); sigaddset(&block, SIGUSR1); sigemptyset(&none);
  sigprocmask(SIG_BLOCK, &block, NULL); got = 0;
  raise(SIGUSR1); tell("blocked", 0); struct timespec ts = {1, 0};
  tell("ppoll", ppoll(NULL, 0, &ts, &none));
  sigprocmask(SIG_SETMASK, NULL, &now);
  printf("blocked again %d\n", sigismember(&now, SIGUSR1));
  raise(SIGUSR1);
  ts.tv_sec = 0;
  ts.tv_nsec = 1000;
  tell("ppoll blocked", ppoll(NULL, 0, &ts, &block));
  tell("pselect", pselect(0, NULL, NULL, NULL, &ts, &none));
  poke(20000, 0, 0);
  ts.tv_sec = 1;
  got = 0;
  tell("pselect waits", pselect(0, NULL, NULL, NULL, &ts, &none));
  while (wait(0) < 0 && errno == EINTR) continue;
  write(sync[1], "x", 1);
  struct pollfd p = {sync[0], POLLIN, 0};
  ts = (struct timespec){1, 0};
  got = 0;
  tell("ready", ppoll(&p, 1, &ts, &none));
  sigprocmask(SIG_SETMASK, NULL, &now);
  printf("blocked again %d\n", sigismember(&now, SIGUSR1));
  /* alarm against a lock */
  flock(fd, LOCK_EX);
  fflush(stdout);
  if (fork() == 0) {
    handle(0);
    int o = open("/tmp/sigl", O_RDWR);
    alarm(1);
    tell("flock until the alarm", flock(o, LOCK_EX));
    _exit(0);
  }
  while (wait(0) < 0 && errno == EINTR) continue;
  unlink("/tmp/sigl"); unlink("/tmp/sigp");
  return 0;
}
