/* What all cases use: expectations, children, lines to say a byte through, files. */
#include "usertests.h"

#include <stdarg.h>
#include <time.h>

char program_path[4096];

static const char *name_of(const char *path)
{
  const char *slash = strrchr(path, '/');
  return slash ? slash + 1 : path;
}

/* The process ends here without the handlers and the buffers that it has from its parent. */
static _Noreturn void complain(const char *file, int line, const char *format, ...)
{
  char text[600];
  va_list arguments;
  int length = snprintf(text, sizeof text, "  %s:%d: ", name_of(file), line);
  va_start(arguments, format);
  length += vsnprintf(text + length, sizeof text - length - 1, format, arguments);
  va_end(arguments);
  if (length > (int)sizeof text - 2) length = sizeof text - 2;
  text[length++] = '\n';
  if (write(COMPLAINTS, text, length) < 0) _exit(98);
  _exit(99);
}

void expect(long expected, long found, const char *what, const char *file, int line)
{
  if (expected != found) complain(file, line, "%s: expected %ld, found %ld", what, expected, found);
}

void expect_text(const char *expected, const char *found, const char *what, const char *file, int line)
{
  if (strcmp(expected, found) != 0)
    complain(file, line, "%s: expected \"%.200s\", found \"%.200s\"", what, expected, found);
}

void expect_errno(int expected, long answer, int found, const char *what, const char *file, int line)
{
  if (answer != -1) complain(file, line, "%s: expected -1 (%s), found %ld", what, strerror(expected), answer);
  if (expected != found)
    complain(file, line, "%s: expected \"%s\", found \"%s\"", what, strerror(expected), strerror(found));
}

long must(long answer, const char *what, const char *file, int line)
{
  if (answer == -1) complain(file, line, "%s: expected no error, found \"%s\"", what, strerror(errno));
  return answer;
}

int status_of(pid_t child)
{
  int status = 0;
  pid_t waited;
  do waited = waitpid(child, &status, 0);
  while (waited < 0 && errno == EINTR);
  EXPECT(child, waited);
  return status;
}

struct line make_line(void)
{
  int ends[2];
  OK(pipe(ends));
  return (struct line){ends[0], ends[1]};
}

void say(struct line line, char what) { EXPECT(1, OK(write(line.out, &what, 1))); }

char hear_or_end(struct line line)
{
  char byte = 0;
  long count;
  do count = read(line.in, &byte, 1);
  while (count < 0 && errno == EINTR);
  OK(count);
  return count == 0 ? 0 : byte;
}

char hear(struct line line)
{
  char byte = hear_or_end(line);
  EXPECT_TRUE(byte != 0);
  return byte;
}

void hear_the_end(struct line *line)
{
  OK(close(line->out));
  line->out = -1;
  EXPECT(0, hear_or_end(*line));
}

void hang_up(struct line line)
{
  close(line.in);
  if (line.out >= 0) close(line.out);
}

void set_nonblocking(int fd, int on)
{
  int flags = OK(fcntl(fd, F_GETFL));
  OK(fcntl(fd, F_SETFL, on ? flags | O_NONBLOCK : flags & ~O_NONBLOCK));
}

long fill(int fd)
{
  static char zeros[4096];
  long count, all = 0;
  set_nonblocking(fd, 1);
  for (size_t size = sizeof zeros; size > 0; size = size == 1 ? 0 : 1)
    while ((count = write(fd, zeros, size)) > 0) all += count;
  EXPECT(EAGAIN, errno);
  set_nonblocking(fd, 0);
  return all;
}

void rest(int milliseconds)
{
  struct timespec left = {milliseconds / 1000, milliseconds % 1000 * 1000000L};
  while (nanosleep(&left, &left) < 0 && errno == EINTR) continue;
}

void make_file(const char *name, const char *text)
{
  int file = OK(open(name, O_WRONLY | O_CREAT | O_TRUNC, 0644));
  EXPECT((long)strlen(text), write(file, text, strlen(text)));
  OK(close(file));
}

void expect_file(const char *name, const char *text)
{
  char found[1024];
  int file = OK(open(name, O_RDONLY));
  long count = OK(read(file, found, sizeof found - 1));
  found[count] = 0;
  OK(close(file));
  EXPECT_TEXT(text, found);
}

_Noreturn void become(const char *role, ...)
{
  char *arguments[16] = {program_path, "--as", (char *)role};
  va_list list;
  int count = 3;
  va_start(list, role);
  while (count < 15 && (arguments[count] = va_arg(list, char *)) != NULL) count++;
  va_end(list);
  execv(program_path, arguments);
  complain(__FILE__, __LINE__, "execv of this program: expected no return, found \"%s\"", strerror(errno));
}
