/* Resource limits: what they stop, who inherits them, what is wrong with which arguments. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "facts.h"

static int set(int resource, rlim_t soft, rlim_t hard)
{
  struct rlimit limit = {soft, hard};
  return setrlimit(resource, &limit);
}

static int lower(int resource, rlim_t soft)
{
  struct rlimit limit;
  if (getrlimit(resource, &limit) < 0) return -1;
  limit.rlim_cur = soft;
  return setrlimit(resource, &limit);
}

static void arguments(void)
{
  struct rlimit limit, *bad = (struct rlimit *)-16;
  show("a resource that there is not", getrlimit(16, &limit));
  show("a negative one", getrlimit(-1, &limit));
  show("one that there is not, to a bad address", getrlimit(99, bad));
  show("to a bad address", getrlimit(RLIMIT_CPU, bad));
  show("from a bad address, one that there is not", setrlimit(99, bad));
  limit = (struct rlimit){2, 1};
  show("soft over hard, one that there is not", setrlimit(99, &limit));
  show("soft over hard", setrlimit(RLIMIT_CPU, &limit));
  show("lower", set(RLIMIT_CORE, 0, 100));
  show("raise hard", set(RLIMIT_CORE, 0, 101));
  show("soft up to hard", set(RLIMIT_CORE, 100, 100));
  show("read", getrlimit(RLIMIT_CORE, &limit));
  tell("%llu %llu\n", (unsigned long long)limit.rlim_cur, (unsigned long long)limit.rlim_max);
  show("infinity over hard", set(RLIMIT_CORE, RLIM_INFINITY, RLIM_INFINITY));
  getrlimit(RLIMIT_FSIZE, &limit);
  show("infinite", limit.rlim_cur == RLIM_INFINITY);
  show("nobody's", prlimit(999999, RLIMIT_CORE, 0, &limit));
  show("nobody's, one that there is not", prlimit(999999, 99, 0, &limit));
  show("one's own by pid", prlimit(getpid(), RLIMIT_CORE, 0, &limit));
  show("nothing at all", prlimit(0, RLIMIT_CORE, 0, 0));
}

static void inherited(void)
{
  set(RLIMIT_CORE, 7, 11);
  if (fork() == 0) {
    struct rlimit limit;
    getrlimit(RLIMIT_CORE, &limit);
    tell("child has %llu %llu\n", (unsigned long long)limit.rlim_cur, (unsigned long long)limit.rlim_max);
    set(RLIMIT_CORE, 1, 1);
    _exit(0);
  }
  wait(0);
  struct rlimit limit;
  getrlimit(RLIMIT_CORE, &limit);
  tell("parent has %llu %llu\n", (unsigned long long)limit.rlim_cur, (unsigned long long)limit.rlim_max);
}

static void descriptors(void)
{
  int high = dup2(0, 20);
  show("lower below an open one", lower(RLIMIT_NOFILE, 8));
  show("it stays open", fcntl(high, F_GETFD) >= 0);
  int last = -1, fd;
  while ((fd = dup(0)) >= 0) last = fd;
  show("dup", fd);
  show("the last one", last);
  int ends[2];
  show("pipe", pipe(ends));
  show("open", open("/", O_RDONLY));
  show("dup2 to the limit", dup2(0, 8));
  show("dup2 from one over the limit", dup2(high, 3));
  show("F_DUPFD at the limit", fcntl(0, F_DUPFD, 8));
  show("F_DUPFD below it", fcntl(0, F_DUPFD, 7));
  show("F_DUPFD of -1", fcntl(0, F_DUPFD, -1));
  close(5);
  show("dup into a gap", dup(high));
  show("none at all", lower(RLIMIT_NOFILE, 0));
  show("dup", dup(0));
}

static void make_file(int *fd)
{
  char path[] = "/tmp/limits-file";
  *fd = open(path, O_CREAT | O_TRUNC | O_RDWR, 0600);
  unlink(path);
  lower(RLIMIT_FSIZE, 100);
}

static void size_ignored(void)
{
  int fd, ends[2];
  char bytes[150] = {0};
  make_file(&fd);
  pid_t other = fork();
  if (other == 0) {
    write(fd, bytes, 90);
    write(fd, bytes, 10);
    write(fd, bytes, 0);
    _exit(0);
  }
  wait(0);
  show("offset", lseek(fd, 0, SEEK_CUR));
  show("rewrite", pwrite(fd, bytes, 100, 0));
  show("across the limit", pwrite(fd, bytes, 20, 90));
  show("below it, a lot", pwrite(fd, bytes, 150, 50));
  show("nothing past it", pwrite(fd, bytes, 0, 120));
  show("cut", ftruncate(fd, 10));
  show("stretch to the limit", ftruncate(fd, 100));
  pipe(ends);
  show("a pipe has no limit", write(ends[1], bytes, 150));
}

static void size_write(void)
{
  int fd;
  make_file(&fd);
  lseek(fd, 100, SEEK_SET);
  show("write", write(fd, "x", 1));
}

static void size_truncate(void)
{
  int fd;
  make_file(&fd);
  show("ftruncate", ftruncate(fd, 101));
}

static void processes(void)
{
  show("none more", lower(RLIMIT_NPROC, 0));
  show("fork", fork());
  show("a signal still goes", kill(getpid(), 0));
}

static void grow(void)
{
  struct rlimit limit = {64 << 20, RLIM_INFINITY};
  show("limit", setrlimit(RLIMIT_AS, &limit));
  char *volatile much = malloc(200 << 20);
  if (much == NULL) show("malloc", -1);
  char *volatile little = malloc(1 << 20);
  show("a little", little != NULL);
}

static void spin(void)
{
  for (volatile unsigned i = 0;; i++) {}
}

static void time_soft(void)
{
  set(RLIMIT_CPU, 1, 3);
  spin();
}

static void time_hard(void)
{
  set(RLIMIT_CPU, 1, 1);
  spin();
}

int main(void)
{
  become_user();
  part("arguments", arguments);
  part("inherited", inherited);
  part("descriptors", descriptors);
  part("size: below", size_ignored);
  part("size: write", size_write);
  part("size: ftruncate", size_truncate);
  part("processes", processes);
  part("memory", grow);
  part("time, soft", time_soft);
  part("time, hard", time_hard);
  return 0;
}
