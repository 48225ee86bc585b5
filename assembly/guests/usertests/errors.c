/* Arguments that cannot be meant: addresses where nothing is, lengths, times and flags. The caller must go on unharmed. */
#include "usertests.h"

#include <poll.h>
#include <sys/uio.h>
#include <time.h>

QUESTION(bad_buffers, "what if a buffer is nowhere?")
{
  struct line line = make_line();
  char byte = 0;
  make_file("file", "text");
  int fd = OK(open("file", O_RDWR));
  EXPECT_ERRNO(EFAULT, write(line.out, NOWHERE, 1));
  EXPECT_ERRNO(EFAULT, write(fd, NOWHERE, 10));
  EXPECT_ERRNO(EFAULT, read(fd, NOWHERE, 10));
  EXPECT_ERRNO(EFAULT, pread(fd, NOWHERE, 10, 0));
  EXPECT_ERRNO(EFAULT, pwrite(fd, NOWHERE, 10, 0));
  say(line, 'x');
  EXPECT_ERRNO(EFAULT, read(line.in, NOWHERE, 1));
  EXPECT(1, read(line.in, &byte, 1));
  EXPECT('x', byte);
  expect_file("file", "text");
}

QUESTION(bad_results, "what if a result is to be stored nowhere?")
{
  EXPECT_ERRNO(EFAULT, pipe(NOWHERE));
  EXPECT_ERRNO(EFAULT, poll(NOWHERE, 1, 0));
  int free = OK(dup(0));
  OK(close(free));
  pid_t child = FORK();
  if (child == 0) _exit(0);
  EXPECT_ERRNO(EFAULT, waitpid(child, NOWHERE, 0));
  EXPECT(free, dup(0));
}

QUESTION(bad_vectors, "what if there are too many parts to read or write?")
{
  static struct iovec parts[1025];
  struct line line = make_line();
  char byte = 'v';
  volatile int less_than_none = -1; /* volatile: compilers know the answer, and warn */
  parts[0] = (struct iovec){&byte, 1};
  EXPECT_ERRNO(EINVAL, writev(line.out, parts, less_than_none));
  EXPECT_ERRNO(EINVAL, writev(line.out, parts, 1025));
  EXPECT_ERRNO(EINVAL, readv(line.in, parts, 1025));
  EXPECT(0, writev(line.out, parts, 0));
  EXPECT(1, writev(line.out, parts, 1024));
  EXPECT('v', hear(line));
}

QUESTION(bad_times, "which times can nobody sleep?")
{
  struct timespec times[] = {{0, 1000000000}, {0, -1}, {-1, 0}};
  for (int i = 0; i < 3; i++) EXPECT_ERRNO(EINVAL, nanosleep(&times[i], NULL));
  struct timespec none = {0, 0};
  EXPECT(0, nanosleep(&none, NULL));
}

QUESTION(bad_commands, "are unknown commands and flags refused?")
{
  struct line line = make_line();
  struct pollfd *volatile no_list = NULL;
  int ends[2];
  EXPECT_ERRNO(EINVAL, fcntl(line.in, 12345, 0));
  EXPECT_ERRNO(EINVAL, pipe2(ends, 1));
  EXPECT_ERRNO(EINVAL, poll(no_list, 1 << 30, 0));
  EXPECT(0, poll(no_list, 0, 0));
  EXPECT_ERRNO(EINVAL, raise(-1));
  EXPECT_ERRNO(EINVAL, sigaction(-1, NULL, NULL));
}

QUESTION(small_buffer, "what if the path of the directory does not fit?")
{
  char path[4096];
  EXPECT_TRUE(getcwd(path, 2) == NULL && errno == ERANGE);
  EXPECT_TRUE(getcwd(path, sizeof path) != NULL);
  size_t length = strlen(path);
  EXPECT_TRUE(getcwd(path, length) == NULL && errno == ERANGE);
  EXPECT_TRUE(getcwd(path, length + 1) != NULL);
  EXPECT(length, strlen(path));
}
