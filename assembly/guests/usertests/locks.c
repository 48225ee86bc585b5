/* Locks of files: record locks belong to a process, flock's to an open file. */
#include "usertests.h"

#include <sys/file.h>

static int record_lock(int fd, int command, int type, long start, long length)
{
  struct flock lock = {.l_type = type, .l_whence = SEEK_SET, .l_start = start, .l_len = length};
  return fcntl(fd, command, &lock);
}

static int open_new(void) { return OK(open("locked", O_RDWR | O_CREAT, 0600)); }

/* Does another process, a child with an open file of its own, get this lock? */
static int others_may(int type, long start, long length)
{
  pid_t child = FORK();
  if (child == 0) {
    int fd = open_new();
    if (record_lock(fd, F_SETLK, type, start, length) == 0) _exit(1);
    _exit(errno == EAGAIN || errno == EACCES ? 0 : 2);
  }
  int status = status_of(child);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) < 2);
  return WEXITSTATUS(status);
}

QUESTION(record_locks, "does a record lock keep other processes out?")
{
  int fd = open_new();
  OK(record_lock(fd, F_SETLK, F_WRLCK, 10, 10));
  EXPECT(0, others_may(F_WRLCK, 0, 0));
  EXPECT(0, others_may(F_RDLCK, 19, 1));
  EXPECT(1, others_may(F_WRLCK, 20, 10));
  EXPECT(1, others_may(F_WRLCK, 0, 10));
  OK(record_lock(fd, F_SETLK, F_RDLCK, 10, 10));
  EXPECT(1, others_may(F_RDLCK, 0, 0));
  EXPECT(0, others_may(F_WRLCK, 0, 0));
  OK(record_lock(fd, F_SETLK, F_UNLCK, 13, 2));
  EXPECT(1, others_may(F_WRLCK, 13, 2));
  EXPECT(0, others_may(F_WRLCK, 12, 1));
  EXPECT(0, others_may(F_WRLCK, 15, 1));
}

QUESTION(lock_owner, "does F_GETLK tell who has the lock?")
{
  int fd = open_new();
  OK(record_lock(fd, F_SETLK, F_WRLCK, 5, 3));
  pid_t owner = getpid(), child = FORK();
  if (child == 0) {
    struct flock lock = {.l_type = F_RDLCK, .l_whence = SEEK_SET, .l_start = 0, .l_len = 0};
    OK(fcntl(fd, F_GETLK, &lock));
    EXPECT(F_WRLCK, lock.l_type);
    EXPECT(owner, lock.l_pid);
    EXPECT(5, lock.l_start);
    EXPECT(3, lock.l_len);
    _exit(0);
  }
  EXPECT_EXIT(0, child);
  struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 0, .l_len = 0};
  OK(fcntl(fd, F_GETLK, &lock));
  EXPECT(F_UNLCK, lock.l_type);
}

QUESTION(lock_not_inherited, "does a child have its parent's record locks?")
{
  int fd = open_new();
  OK(record_lock(fd, F_SETLK, F_WRLCK, 0, 0));
  pid_t child = FORK();
  if (child == 0) {
    EXPECT_TRUE(record_lock(fd, F_SETLK, F_WRLCK, 0, 0) < 0);
    OK(record_lock(fd, F_SETLK, F_UNLCK, 0, 0));
    OK(close(fd));
    _exit(0);
  }
  EXPECT_EXIT(0, child);
  EXPECT(0, others_may(F_WRLCK, 0, 0));
}

QUESTION(lock_closed, "are record locks lost when any descriptor of the file is closed?")
{
  int fd = open_new();
  OK(record_lock(fd, F_SETLK, F_WRLCK, 0, 0));
  int another = open_new();
  EXPECT(0, others_may(F_WRLCK, 0, 0));
  OK(close(another));
  EXPECT(1, others_may(F_WRLCK, 0, 0));
}

QUESTION(lock_exit, "are record locks lost when their process ends?")
{
  struct line locked = make_line();
  int fd = open_new();
  pid_t child = FORK();
  if (child == 0) {
    OK(record_lock(fd, F_SETLK, F_WRLCK, 0, 0));
    say(locked, '!');
    for (;;) pause();
  }
  hear(locked);
  EXPECT(0, others_may(F_WRLCK, 0, 0));
  OK(kill(child, SIGKILL));
  EXPECT_KILLED(SIGKILL, child);
  EXPECT(1, others_may(F_WRLCK, 0, 0));
}

QUESTION(lock_waits, "does F_SETLKW wait for the lock, and a signal end it?")
{
  struct line order = make_line();
  int fd = open_new();
  OK(record_lock(fd, F_SETLK, F_WRLCK, 0, 0));
  handle(SIGUSR1, count_signal, 0);
  pid_t interrupted = FORK();
  if (interrupted == 0) {
    EXPECT_ERRNO(EINTR, record_lock(fd, F_SETLKW, F_WRLCK, 0, 0));
    _exit(6);
  }
  EXPECT(6, WEXITSTATUS(pester(interrupted, SIGUSR1)));
  pid_t child = FORK();
  if (child == 0) {
    OK(record_lock(fd, F_SETLKW, F_WRLCK, 0, 0));
    say(order, 'c');
    _exit(0);
  }
  rest(2);
  say(order, 'p');
  OK(record_lock(fd, F_SETLK, F_UNLCK, 0, 0));
  EXPECT('p', hear(order));
  EXPECT('c', hear(order));
  EXPECT_EXIT(0, child);
}

QUESTION(lock_deadlock, "is one of two that wait for each other's locks refused?")
{
  struct line ready = make_line();
  int fd = open_new();
  OK(record_lock(fd, F_SETLK, F_WRLCK, 0, 1));
  pid_t child = FORK();
  if (child == 0) {
    OK(record_lock(fd, F_SETLK, F_WRLCK, 1, 1));
    say(ready, '!');
    int refused = record_lock(fd, F_SETLKW, F_WRLCK, 0, 1) < 0;
    if (refused) EXPECT(EDEADLK, errno);
    OK(record_lock(fd, F_SETLK, F_UNLCK, 0, 0));
    _exit(refused);
  }
  hear(ready);
  int refused = record_lock(fd, F_SETLKW, F_WRLCK, 1, 1) < 0;
  if (refused) EXPECT(EDEADLK, errno);
  OK(record_lock(fd, F_SETLK, F_UNLCK, 0, 0));
  EXPECT_EXIT(!refused, child);
}

QUESTION(lock_exec, "does a process keep its record locks over exec?")
{
  int fd = open_new();
  struct line locked = make_line(), go = make_line();
  char number[12];
  sprintf(number, "%d", go.in);
  OK(fcntl(locked.out, F_SETFD, FD_CLOEXEC));
  pid_t child = FORK();
  if (child == 0) {
    OK(record_lock(fd, F_SETLK, F_WRLCK, 0, 1));
    become("read-byte", number, NULL);
  }
  hear_the_end(&locked);
  EXPECT(0, others_may(F_WRLCK, 0, 1));
  pid_t asker = FORK();
  if (asker == 0) become("ask-for-lock", "locked", NULL);
  EXPECT_EXIT(1, asker);
  say(go, 4);
  EXPECT_EXIT(4, child);
  EXPECT(1, others_may(F_WRLCK, 0, 1));
}

QUESTION(lock_counter, "do five processes that lock a counter lose a step?")
{
  int count = 0, fd = open_new();
  pid_t children[5];
  EXPECT(sizeof count, pwrite(fd, &count, sizeof count, 0));
  for (int i = 0; i < 5; i++) {
    if ((children[i] = FORK()) != 0) continue;
    for (int step = 0; step < 20; step++) {
      OK(record_lock(fd, F_SETLKW, F_WRLCK, 0, 0));
      EXPECT(sizeof count, pread(fd, &count, sizeof count, 0));
      count++;
      EXPECT(sizeof count, pwrite(fd, &count, sizeof count, 0));
      OK(record_lock(fd, F_SETLK, F_UNLCK, 0, 0));
    }
    _exit(0);
  }
  for (int i = 0; i < 5; i++) EXPECT_EXIT(0, children[i]);
  EXPECT(sizeof count, pread(fd, &count, sizeof count, 0));
  EXPECT(100, count);
}

QUESTION(lock_modes, "must a file be open to be written to be locked to be written?")
{
  OK(close(open_new()));
  int reads = OK(open("locked", O_RDONLY)), writes = OK(open("locked", O_WRONLY));
  EXPECT_ERRNO(EBADF, record_lock(reads, F_SETLK, F_WRLCK, 0, 0));
  EXPECT_ERRNO(EBADF, record_lock(writes, F_SETLK, F_RDLCK, 0, 0));
  EXPECT_ERRNO(EBADF, record_lock(150, F_SETLK, F_RDLCK, 0, 0));
  EXPECT_ERRNO(EINVAL, record_lock(reads, F_SETLK, 77, 0, 0));
  EXPECT_ERRNO(EINVAL, record_lock(reads, F_SETLK, F_RDLCK, -1, 0));
  OK(record_lock(reads, F_SETLK, F_RDLCK, 0, 0));
}

QUESTION(flock_shared, "do parent and child share what flock has locked?")
{
  struct line go = make_line();
  int fd = open_new(), other = open_new();
  OK(flock(fd, LOCK_EX));
  EXPECT_ERRNO(EWOULDBLOCK, flock(other, LOCK_SH | LOCK_NB));
  pid_t child = FORK();
  if (child == 0) {
    OK(flock(fd, LOCK_EX | LOCK_NB));
    hear(go);
    _exit(0);
  }
  OK(close(fd));
  EXPECT_ERRNO(EWOULDBLOCK, flock(other, LOCK_EX | LOCK_NB));
  say(go, '!');
  EXPECT_EXIT(0, child);
  OK(flock(other, LOCK_EX | LOCK_NB));
  child = FORK();
  if (child == 0) _exit(flock(other, LOCK_UN) == 0 ? 0 : 1);
  EXPECT_EXIT(0, child);
  OK(flock(open_new(), LOCK_EX | LOCK_NB));
}

QUESTION(flock_waits, "does flock wait until the lock is free?")
{
  struct line order = make_line();
  int fd = open_new();
  OK(flock(fd, LOCK_SH));
  pid_t child = FORK();
  if (child == 0) {
    OK(flock(open_new(), LOCK_EX));
    say(order, 'c');
    _exit(0);
  }
  rest(2);
  say(order, 'p');
  OK(flock(fd, LOCK_UN));
  EXPECT('p', hear(order));
  EXPECT('c', hear(order));
  EXPECT_EXIT(0, child);
  EXPECT_ERRNO(EINVAL, flock(fd, 0));
  EXPECT_ERRNO(EBADF, flock(150, LOCK_EX));
}
