/* Four processes count to ten in one file, each step behind a lock: without it they would lose steps. */
#include "say.h"

#include <fcntl.h>
#include <sched.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

static void record(int fd, int command, int type)
{
  struct flock lock = {.l_type = type, .l_whence = SEEK_SET};
  fcntl(fd, command, &lock);
}

static void set(int kind, int fd, int locked)
{
  if (kind == 0) record(fd, F_SETLKW, locked ? F_WRLCK : F_UNLCK);
  if (kind == 1) record(fd, F_OFD_SETLKW, locked ? F_WRLCK : F_UNLCK);
  if (kind == 2) flock(fd, locked ? LOCK_EX : LOCK_UN);
  if (kind == 3) {
    lseek(fd, 0, SEEK_SET);
    lockf(fd, locked ? F_LOCK : F_ULOCK, 0);
  }
}

int main(void)
{
  static const char *const names[] = {"fcntl", "OFD", "flock", "lockf"};
  char path[] = "/tmp/counterXXXXXX";
  close(mkstemp(path));
  for (int kind = 0; kind < 4; kind++) {
    int count = 0;
    int fd = open(path, O_RDWR);
    pwrite(fd, &count, sizeof count, 0);
    for (int child = 0; child < 4; child++) {
      if (fork() > 0) continue;
      int own = open(path, O_RDWR);
      for (int i = 0; i < 10; i++) {
        set(kind, own, 1);
        pread(own, &count, sizeof count, 0);
        sched_yield();
        count++;
        pwrite(own, &count, sizeof count, 0);
        set(kind, own, 0);
      }
      _exit(0);
    }
    while (wait(NULL) > 0) continue;
    pread(fd, &count, sizeof count, 0);
    close(fd);
    printf("%s %d\n", names[kind], count);
    fflush(stdout);
  }
  unlink(path);
  return 0;
}
