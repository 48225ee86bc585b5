/* Descriptors: which table is whose, and what two descriptors of one open file share. */
#include "usertests.h"

#include <sys/resource.h>

QUESTION(shared_offset, "do parent and child share a file's offset?")
{
  char text[8] = "";
  make_file("digits", "0123456789");
  int fd = OK(open("digits", O_RDONLY));
  pid_t child = FORK();
  if (child == 0) {
    EXPECT(3, read(fd, text, 3));
    EXPECT_TEXT("012", text);
    _exit(0);
  }
  EXPECT_EXIT(0, child);
  EXPECT(2, read(fd, text, 2));
  EXPECT('3', text[0]);
  child = FORK();
  if (child == 0) _exit(lseek(fd, 8, SEEK_SET) == 8 ? 0 : 1);
  EXPECT_EXIT(0, child);
  EXPECT(8, lseek(fd, 0, SEEK_CUR));
}

QUESTION(own_offset, "has each open its own offset?")
{
  char byte;
  make_file("digits", "0123456789");
  pid_t child = FORK();
  int fd = OK(open("digits", O_RDONLY));
  for (int i = 0; i < 10; i++) {
    EXPECT(1, read(fd, &byte, 1));
    EXPECT('0' + i, byte);
  }
  if (child == 0) _exit(0);
  EXPECT_EXIT(0, child);
}

QUESTION(one_output, "do two writers of one open file overwrite each other?")
{
  char text[600];
  int counts[2] = {0, 0};
  int fd = OK(open("both", O_RDWR | O_CREAT, 0600));
  pid_t child = FORK();
  for (int i = 0; i < 50; i++) EXPECT(4, write(fd, child ? "ppp\n" : "ccc\n", 4));
  if (child == 0) _exit(0);
  EXPECT_EXIT(0, child);
  EXPECT(400, pread(fd, text, sizeof text, 0));
  for (int i = 0; i < 400; i += 4) {
    EXPECT_TRUE(memcmp(text + i, "ppp\n", 4) == 0 || memcmp(text + i, "ccc\n", 4) == 0);
    counts[text[i] == 'c']++;
  }
  EXPECT_TRUE(counts[0] == 50 && counts[1] == 50);
}

QUESTION(own_table, "does a descriptor stay open in the parent when the child closes it?")
{
  struct line line = make_line();
  pid_t child = FORK();
  if (child == 0) {
    OK(close(line.in));
    EXPECT_ERRNO(EBADF, close(line.in));
    EXPECT(line.in, dup(line.out));
    _exit(0);
  }
  EXPECT_EXIT(0, child);
  say(line, 'x');
  EXPECT('x', hear(line));
}

QUESTION(lowest, "is a new descriptor the lowest that is free?")
{
  int first = OK(dup(0)), second = OK(dup(0)), third = OK(dup(0));
  EXPECT_TRUE(first < second && second < third);
  OK(close(second));
  OK(close(first));
  EXPECT(first, dup(third));
  EXPECT(second, open("/", O_RDONLY));
  EXPECT(third + 20, fcntl(first, F_DUPFD, third + 20));
  EXPECT(third + 21, fcntl(first, F_DUPFD, third + 20));
  EXPECT_ERRNO(EINVAL, fcntl(first, F_DUPFD, -1));
}

QUESTION(dup2_itself, "what does dup2 do with a descriptor and itself?")
{
  struct line line = make_line();
  OK(fcntl(line.in, F_SETFD, FD_CLOEXEC));
  EXPECT(line.in, dup2(line.in, line.in));
  EXPECT(FD_CLOEXEC, fcntl(line.in, F_GETFD));
  say(line, 'x');
  EXPECT('x', hear(line));
  EXPECT_ERRNO(EBADF, dup2(99, 99));
  EXPECT_ERRNO(EBADF, dup2(99, line.in));
  EXPECT_ERRNO(EBADF, dup2(line.in, -1));
  EXPECT_ERRNO(EBADF, dup2(line.in, 1 << 28));
  EXPECT_ERRNO(EINVAL, dup3(line.in, line.in, 0));
  EXPECT_ERRNO(EINVAL, dup3(line.in, line.out, 1));
  say(line, 'y');
  EXPECT('y', hear(line));
}

QUESTION(dup2_closes, "does dup2 close what the descriptor was before?")
{
  struct line old = make_line(), new = make_line();
  EXPECT(old.out, dup2(new.out, old.out));
  EXPECT(0, hear_or_end(old));
  say((struct line){-1, old.out}, 'n');
  EXPECT('n', hear(new));
}

QUESTION(cloexec, "is a descriptor with FD_CLOEXEC closed by exec, and only that one?")
{
  char kept[8], lost[8];
  int first = OK(dup(0)), second = OK(open("/", O_RDONLY | O_CLOEXEC));
  OK(fcntl(first, F_SETFD, FD_CLOEXEC));
  int copy = OK(dup(first));
  EXPECT(0, fcntl(copy, F_GETFD));
  sprintf(kept, "%d", copy);
  for (int i = 0; i < 3; i++) {
    pid_t child = FORK();
    sprintf(lost, "%d", i == 0 ? first : second);
    if (child == 0) {
      EXPECT(FD_CLOEXEC, fcntl(first, F_GETFD));
      become("is-open", i < 2 ? lost : kept, NULL);
    }
    EXPECT_EXIT(i < 2 ? 0 : 1, child);
  }
  EXPECT(FD_CLOEXEC, fcntl(second, F_GETFD));
}

QUESTION(exec_offset, "does a program that exec starts go on where the file was?")
{
  char number[8], byte;
  make_file("letters", "abc");
  int fd = OK(open("letters", O_RDONLY));
  EXPECT(1, read(fd, &byte, 1));
  sprintf(number, "%d", fd);
  pid_t child = FORK();
  if (child == 0) become("read-byte", number, NULL);
  EXPECT_EXIT('b', child);
  EXPECT(1, read(fd, &byte, 1));
  EXPECT('c', byte);
}

QUESTION(no_more, "what if there are no more descriptors?")
{
  struct rlimit limit;
  int ends[2], count = 0, fd, last = -1;
  OK(getrlimit(RLIMIT_NOFILE, &limit));
  limit.rlim_cur = 64;
  OK(setrlimit(RLIMIT_NOFILE, &limit));
  while ((fd = dup(0)) >= 0) {
    EXPECT_TRUE(fd > last);
    last = fd;
    count++;
  }
  EXPECT(EMFILE, errno);
  EXPECT(63, last);
  EXPECT_TRUE(count > 2);
  EXPECT_ERRNO(EMFILE, open("/", O_RDONLY));
  EXPECT_ERRNO(EMFILE, pipe(ends));
  EXPECT_ERRNO(EMFILE, fcntl(0, F_DUPFD, 10));
  EXPECT_ERRNO(EINVAL, fcntl(0, F_DUPFD, 64));
  EXPECT_ERRNO(EBADF, dup2(0, 64));
  OK(close(last));
  EXPECT_ERRNO(EMFILE, pipe(ends));
  EXPECT(last, open("/", O_RDONLY));
  pid_t child = FORK();
  if (child == 0) {
    EXPECT_ERRNO(EMFILE, dup(0));
    OK(close(last - 1));
    _exit(dup(0) == last - 1 ? 0 : 1);
  }
  EXPECT_EXIT(0, child);
  OK(close(last));
  OK(close(last - 1));
  OK(pipe(ends));
}

QUESTION(close_0, "does an opened file become the standard input when that was closed?")
{
  make_file("input", "i");
  OK(close(0));
  EXPECT(0, open("input", O_RDONLY));
  pid_t child = FORK();
  if (child == 0) become("read-byte", "0", NULL);
  EXPECT_EXIT('i', child);
}

QUESTION(status_flags, "do parent and child share an open file's flags?")
{
  struct line line = make_line();
  pid_t child = FORK();
  if (child == 0) {
    OK(fcntl(line.in, F_SETFL, OK(fcntl(line.in, F_GETFL)) | O_NONBLOCK));
    OK(fcntl(line.in, F_SETFD, FD_CLOEXEC));
    _exit(0);
  }
  EXPECT_EXIT(0, child);
  EXPECT(O_NONBLOCK, fcntl(line.in, F_GETFL) & O_NONBLOCK);
  EXPECT(0, fcntl(line.out, F_GETFL) & O_NONBLOCK);
  EXPECT(0, fcntl(line.in, F_GETFD));
}

QUESTION(bad_descriptors, "is every call on a closed descriptor refused?")
{
  static const int bad[] = {150, -1, 1 << 20, -2147483647};
  struct stat status;
  char byte = 0;
  for (int i = 0; i < 4; i++) {
    EXPECT_ERRNO(EBADF, read(bad[i], &byte, 1));
    EXPECT_ERRNO(EBADF, write(bad[i], &byte, 1));
    EXPECT_ERRNO(EBADF, close(bad[i]));
    EXPECT_ERRNO(EBADF, dup(bad[i]));
    EXPECT_ERRNO(EBADF, lseek(bad[i], 0, SEEK_SET));
    EXPECT_ERRNO(EBADF, fstat(bad[i], &status));
    EXPECT_ERRNO(EBADF, ftruncate(bad[i], 0));
    EXPECT_ERRNO(EBADF, fsync(bad[i]));
    EXPECT_ERRNO(EBADF, fcntl(bad[i], F_GETFD));
    EXPECT_ERRNO(EBADF, fcntl(bad[i], F_SETFL, 0));
  }
}
