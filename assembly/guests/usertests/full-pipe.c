/* Pipes that are full or empty, and FIFOs: who waits, who does not, and what poll says. */
#include "usertests.h"

#include <poll.h>

QUESTION(full_pipe, "does a writer wait while a pipe is full?")
{
  static char bytes[65536];
  struct line full = make_line(), written = make_line();
  long size = fill(full.out), got = 0;
  EXPECT_TRUE(size >= 4096);
  pid_t writer = FORK();
  if (writer == 0) {
    say(full, 'x');
    say(written, 'w');
    _exit(0);
  }
  struct pollfd polled = {written.in, POLLIN, 0};
  EXPECT(0, poll(&polled, 1, 5));
  while (got < size + 1) got += OK(read(full.in, bytes, sizeof bytes));
  EXPECT('w', hear(written));
  EXPECT(size + 1, got);
  EXPECT_EXIT(0, writer);
}

QUESTION(empty_pipe, "what does a reader that will not wait get from an empty pipe?")
{
  struct line empty = make_line();
  char byte;
  set_nonblocking(empty.in, 1);
  EXPECT_ERRNO(EAGAIN, read(empty.in, &byte, 1));
  EXPECT(0, read(empty.in, &byte, 0));
  EXPECT(0, write(empty.out, &byte, 0));
  EXPECT_ERRNO(EAGAIN, read(empty.in, &byte, 1));
  close(empty.out);
  EXPECT(0, read(empty.in, &byte, 1));
}

QUESTION(partial_write, "does a writer that will not wait write as much as there is room for?")
{
  static char much[1 << 20];
  struct line small = make_line();
  set_nonblocking(small.out, 1);
  long count = OK(write(small.out, much, sizeof much));
  EXPECT_TRUE(count >= 4096 && count < (long)sizeof much);
  EXPECT_ERRNO(EAGAIN, write(small.out, much, 1));
  EXPECT_ERRNO(EAGAIN, write(small.out, much, sizeof much));
  EXPECT(10, OK(read(small.in, much, 10)));
  EXPECT_ERRNO(EAGAIN, write(small.out, much, 4096));
}

QUESTION(big_transfer, "does a megabyte come through a pipe as it was written?")
{
  static unsigned char much[1 << 20];
  struct line small = make_line();
  pid_t writer = FORK();
  if (writer == 0) {
    for (size_t i = 0; i < sizeof much; i++) much[i] = (unsigned char)(i * 7 + (i >> 8));
    EXPECT(sizeof much, write(small.out, much, sizeof much));
    _exit(0);
  }
  close(small.out);
  size_t got = 0;
  long count;
  while ((count = OK(read(small.in, much + got, 5000))) > 0) got += count;
  EXPECT(sizeof much, got);
  for (size_t i = 0; i < sizeof much; i += 3) EXPECT((unsigned char)(i * 7 + (i >> 8)), much[i]);
  EXPECT_EXIT(0, writer);
}

QUESTION(two_readers, "do two readers of a pipe get every byte once?")
{
  struct line bytes = make_line(), sums = make_line();
  int total = 0;
  pid_t readers[2];
  for (int i = 0; i < 2; i++) {
    if ((readers[i] = FORK()) != 0) continue;
    close(bytes.out);
    int count = 0;
    while (hear_or_end(bytes)) count++;
    EXPECT(sizeof count, write(sums.out, &count, sizeof count));
    _exit(0);
  }
  for (int i = 0; i < 300; i++) say(bytes, 'x');
  close(bytes.out);
  for (int i = 0; i < 2; i++) {
    int count;
    EXPECT(sizeof count, OK(read(sums.in, &count, sizeof count)));
    total += count;
    EXPECT_EXIT(0, readers[i]);
  }
  EXPECT(300, total);
}

QUESTION(pipe_poll, "does poll tell what can be done with a pipe?")
{
  struct line line = make_line();
  struct pollfd both[2] = {{line.in, POLLIN, 0}, {line.out, POLLOUT, 0}};
  EXPECT(1, poll(both, 2, 0));
  EXPECT(0, both[0].revents);
  EXPECT(POLLOUT, both[1].revents);
  fill(line.out);
  EXPECT(1, poll(both, 2, 0));
  EXPECT(POLLIN, both[0].revents);
  EXPECT(0, both[1].revents);
  close(line.in);
  EXPECT(1, poll(both + 1, 1, 0));
  EXPECT(POLLERR, both[1].revents & POLLERR);
  hang_up(line);
  line = make_line();
  both[0].fd = line.in;
  close(line.out);
  EXPECT(1, poll(both, 1, -1));
  EXPECT(POLLHUP, both[0].revents);
  close(line.in);
  EXPECT(1, poll(both, 1, -1));
  EXPECT(POLLNVAL, both[0].revents);
}

QUESTION(poll_waits, "does poll wait until another process writes?")
{
  struct line first = make_line(), second = make_line();
  pid_t writer = FORK();
  if (writer == 0) {
    rest(3);
    say(second, 's');
    _exit(0);
  }
  struct pollfd polled[2] = {{first.in, POLLIN, 0}, {second.in, POLLIN, 0}};
  EXPECT(1, poll(polled, 2, -1));
  EXPECT(0, polled[0].revents);
  EXPECT(POLLIN, polled[1].revents);
  EXPECT_EXIT(0, writer);
}

QUESTION(wrong_end, "what if a pipe is used the wrong way round?")
{
  struct line line = make_line();
  char byte = 0;
  EXPECT_ERRNO(EBADF, read(line.out, &byte, 1));
  EXPECT_ERRNO(EBADF, write(line.in, &byte, 1));
  EXPECT_ERRNO(ESPIPE, lseek(line.in, 0, SEEK_CUR));
  EXPECT_ERRNO(ESPIPE, lseek(line.out, 0, SEEK_SET));
  EXPECT_ERRNO(ESPIPE, pread(line.in, &byte, 1, 0));
}

QUESTION(fifo, "do two processes meet at a FIFO?")
{
  OK(mkfifo("meeting", 0600));
  EXPECT_ERRNO(EEXIST, mkfifo("meeting", 0600));
  EXPECT_ERRNO(ENXIO, open("meeting", O_WRONLY | O_NONBLOCK));
  pid_t writer = FORK();
  if (writer == 0) {
    int fd = OK(open("meeting", O_WRONLY));
    EXPECT(5, write(fd, "hello", 5));
    _exit(0);
  }
  char text[20] = "";
  int fd = OK(open("meeting", O_RDONLY));
  EXPECT(5, OK(read(fd, text, sizeof text)));
  EXPECT_TEXT("hello", text);
  EXPECT(0, OK(read(fd, text, sizeof text)));
  EXPECT_EXIT(0, writer);
}
