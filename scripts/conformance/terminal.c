/*
 * Runs a program with a terminal of its own, as its controlling terminal, standard input and standard error; its standard
 * output stays what it is. Where the program says "(type hello^J)" on a line, that is typed: `^J` is the key Enter, `^C` the
 * interrupt key. What the terminal shows goes to our standard error. Ends as the program did.
 */
#define _GNU_SOURCE 1
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static char said[1 << 16];
static size_t said_length, read_to;

static void fail(const char *what)
{
  perror(what);
  exit(125);
}

/* Types what the program has asked for since the last time. */
static void type(int terminal)
{
  for (char *end; (end = memchr(said + read_to, '\n', said_length - read_to)) != NULL; read_to = end + 1 - said) {
    *end = 0;
    char *asked = strstr(said + read_to, "(type "), *last = strrchr(said + read_to, ')');
    if (asked == NULL || last == NULL) continue;
    for (char *key = asked + 6; key < last; key++) {
      char byte = *key == '^' ? *++key ^ 0x40 : *key;
      if (write(terminal, &byte, 1) != 1) fail("type");
    }
  }
}

static void copy(const char *bytes, ssize_t count, int to)
{
  for (ssize_t done = 0, more; done < count; done += more)
    if ((more = write(to, bytes + done, count - done)) <= 0) fail("write");
}

static void start(char *argv[], int terminal, const int output[2])
{
  const char *name = ptsname(terminal);
  if (setsid() == -1 || name == NULL) fail("setsid");
  int slave = open(name, O_RDWR);
  if (slave == -1 || ioctl(slave, TIOCSCTTY, 0) == -1) fail(name);
  dup2(slave, 0);
  dup2(slave, 2);
  dup2(output[1], 1);
  for (int number = 3; number < 32; number++) close(number);
  execv(argv[1], argv + 1);
  fail(argv[1]);
}

int main(int argc, char *argv[])
{
  int output[2];
  int terminal = posix_openpt(O_RDWR | O_NOCTTY);
  if (argc < 2 || terminal == -1 || grantpt(terminal) == -1 || unlockpt(terminal) == -1 || pipe(output) == -1)
    fail("a terminal");
  int held = open(ptsname(terminal), O_RDWR | O_NOCTTY); /* until the end, so that what is shown is not lost */
  pid_t program = fork();
  if (program == -1) fail("fork");
  if (program == 0) {
    close(held);
    start(argv, terminal, output);
  }
  close(output[1]);

  struct pollfd both[2] = { { .fd = output[0], .events = POLLIN }, { .fd = terminal, .events = POLLIN } };
  for (int is_open = 1; is_open;) {
    char bytes[4096];
    if (poll(both, 2, -1) == -1) fail("poll");
    if (both[1].revents != 0) {
      ssize_t count = read(terminal, bytes, sizeof bytes);
      if (count > 0) copy(bytes, count, 2);
    } else if (both[0].revents != 0) {
      ssize_t count = read(output[0], bytes, sizeof bytes);
      if (count <= 0 || said_length + count > sizeof said) is_open = 0;
      else {
        copy(bytes, count, 1);
        memcpy(said + said_length, bytes, count);
        said_length += count;
        type(terminal);
      }
    }
  }
  int status;
  if (waitpid(program, &status, 0) != program) fail("waitpid");
  char bytes[4096];
  fcntl(terminal, F_SETFL, O_NONBLOCK);
  for (ssize_t count; (count = read(terminal, bytes, sizeof bytes)) > 0;) copy(bytes, count, 2);
  if (!WIFSIGNALED(status)) return WEXITSTATUS(status);
  struct rlimit none = { 0, 0 };
  setrlimit(RLIMIT_CORE, &none);
  signal(WTERMSIG(status), SIG_DFL);
  raise(WTERMSIG(status));
  return 126;
}
