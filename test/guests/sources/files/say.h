/* What a call answered, the same on every C library: a number, or the name of errno. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>

static const struct {
  int number;
  const char *name;
} errno_names[] = {
  {EACCES, "EACCES"}, {EAGAIN, "EAGAIN"}, {EBADF, "EBADF"},   {EBUSY, "EBUSY"},     {EDEADLK, "EDEADLK"},
  {EEXIST, "EEXIST"}, {EINTR, "EINTR"},   {EINVAL, "EINVAL"}, {EISDIR, "EISDIR"},   {ELOOP, "ELOOP"},
  {ENOENT, "ENOENT"}, {ENOTDIR, "ENOTDIR"}, {ENOTEMPTY, "ENOTEMPTY"}, {ENOTSUP, "ENOTSUP"}, {ENXIO, "ENXIO"},
  {EOVERFLOW, "EOVERFLOW"}, {EPERM, "EPERM"}, {EPIPE, "EPIPE"}, {ESPIPE, "ESPIPE"},
};

static const char *errno_name(void)
{
  for (size_t i = 0; i < sizeof errno_names / sizeof *errno_names; i++) {
    if (errno_names[i].number == errno) return errno_names[i].name;
  }
  return "another errno";
}

/* At once, so that a child has nothing to say again. */
static void say(const char *what, int result)
{
  if (result < 0) printf("%s: %s\n", what, errno_name());
  else printf("%s: %d\n", what, result);
  fflush(stdout);
}
