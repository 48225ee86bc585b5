/*
 * wasi-libc names files by (preopened directory, rest of the path) and keeps the current directory to itself. A forking
 * program needs the kernel to know both: the current directory is inherited, and descriptors begin at 3. So the preopened
 * directories are closed at the start, every path goes to the kernel as it is, relative to AT_FDCWD, and these functions
 * take the place of wasi-libc's preopens.c, chdir.c and getcwd.c (all of each, so that the linker takes none of it).
 */
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "answer.h"

/* Before the constructors of the program, which may open files. */
__attribute__((constructor(101))) static void use_current_directory(void) { __prong_use_cwd(); }

int chdir(const char *path) { return answer(__prong_chdir(path, strlen(path))); }
int fchdir(int fd) { return answer(__prong_fchdir(fd)); }

char *getcwd(char *buffer, size_t size)
{
  char *made = NULL;
  if (!buffer) {
    if (size == 0) size = PATH_MAX;
    buffer = made = malloc(size);
    if (!buffer) return NULL;
  } else if (size == 0) {
    errno = EINVAL;
    return NULL;
  }
  if (answer(__prong_getcwd(buffer, size)) >= 0) return buffer;
  free(made);
  return NULL;
}

int __wasilibc_find_relpath(const char *path, const char **prefix, char **relative, size_t length)
{
  (void)length;
  *prefix = "";
  *relative = (char *)path;
  return AT_FDCWD;
}

int __wasilibc_find_relpath_alloc(const char *path, const char **prefix, char **relative, size_t *length, int can_realloc)
{
  (void)can_realloc;
  return __wasilibc_find_relpath(path, prefix, relative, *length);
}

int __wasilibc_find_abspath(const char *path, const char **prefix, const char **relative)
{
  return __wasilibc_find_relpath(path, prefix, (char **)relative, 0);
}

int __wasilibc_register_preopened_fd(int fd, const char *prefix)
{
  (void)fd;
  (void)prefix;
  return answer(-ENOTSUP);
}

void __wasilibc_populate_preopens(void) {}
void __wasilibc_reset_preopens(void) {}
