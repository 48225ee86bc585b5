/*
 * Files by their names, with modes: open, stat, mkdir, chmod and their kin. WASI has no modes, so wasi-libc's versions
 * drop them or make them up. All functions of its posix.c and at_fdcwd.c are here, so that the linker takes neither.
 */
#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <wasi/api.h>

#include "answer.h"

/* The mode is there only where something may be made. */
#define MODE_OF(flags)                        \
  mode_t mode = 0;                            \
  if ((flags) & O_CREAT) {                    \
    va_list rest;                             \
    va_start(rest, flags);                    \
    mode = va_arg(rest, mode_t);              \
    va_end(rest);                             \
  }

static int open_with_mode(int directory, const char *path, int flags, mode_t mode)
{
  return answer(__prong_openat(directory, path, strlen(path), flags, mode));
}

int open(const char *path, int flags, ...)
{
  MODE_OF(flags)
  return open_with_mode(AT_FDCWD, path, flags, mode);
}

int openat(int directory, const char *path, int flags, ...)
{
  MODE_OF(flags)
  return open_with_mode(directory, path, flags, mode);
}

int creat(const char *path, mode_t mode) { return open_with_mode(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode); }

/* fopen and its like reach the kernel by these. */
int __wasilibc_nocwd_openat_nomode(int directory, const char *path, int flags)
{
  return open_with_mode(directory, path, flags, 0666);
}
int __wasilibc_openat_nomode(int directory, const char *path, int flags) { return open_with_mode(directory, path, flags, 0666); }
int __wasilibc_open_nomode(const char *path, int flags) { return open_with_mode(AT_FDCWD, path, flags, 0666); }

int fstatat(int directory, const char *restrict path, struct stat *restrict stat, int flags)
{
  return answer(__prong_fstatat(directory, path, strlen(path), stat, flags));
}
int stat(const char *restrict path, struct stat *restrict stat) { return fstatat(AT_FDCWD, path, stat, 0); }
int lstat(const char *restrict path, struct stat *restrict stat) { return fstatat(AT_FDCWD, path, stat, AT_SYMLINK_NOFOLLOW); }
int fstat(int fd, struct stat *stat) { return answer(__prong_fstat(fd, stat)); }
int __wasilibc_nocwd_fstatat(int directory, const char *restrict path, struct stat *restrict stat, int flags)
{
  return fstatat(directory, path, stat, flags);
}
int __wasilibc_stat(const char *restrict path, struct stat *restrict stat, int flags) { return fstatat(AT_FDCWD, path, stat, flags); }

int fchmodat(int directory, const char *path, mode_t mode, int flags)
{
  return answer(__prong_fchmodat(directory, path, strlen(path), mode, flags));
}
int chmod(const char *path, mode_t mode) { return fchmodat(AT_FDCWD, path, mode, 0); }
int lchmod(const char *path, mode_t mode) { return fchmodat(AT_FDCWD, path, mode, AT_SYMLINK_NOFOLLOW); }
int fchmod(int fd, mode_t mode) { return answer(__prong_fchmod(fd, mode)); }
mode_t umask(mode_t mask) { return __prong_umask(mask); }

int fchownat(int directory, const char *path, uid_t uid, gid_t gid, int flags)
{
  return answer(__prong_fchownat(directory, path, strlen(path), uid, gid, flags));
}
int chown(const char *path, uid_t uid, gid_t gid) { return fchownat(AT_FDCWD, path, uid, gid, 0); }
int lchown(const char *path, uid_t uid, gid_t gid) { return fchownat(AT_FDCWD, path, uid, gid, AT_SYMLINK_NOFOLLOW); }
int fchown(int fd, uid_t uid, gid_t gid) { return answer(__prong_fchown(fd, uid, gid)); }

int faccessat(int directory, const char *path, int mode, int flags)
{
  return answer(__prong_faccessat(directory, path, strlen(path), mode, flags));
}
int access(const char *path, int mode) { return faccessat(AT_FDCWD, path, mode, 0); }
int euidaccess(const char *path, int mode) { return faccessat(AT_FDCWD, path, mode, AT_EACCESS); }
int eaccess(const char *path, int mode) { return euidaccess(path, mode); }
int __wasilibc_access(const char *path, int mode, int flags) { return faccessat(AT_FDCWD, path, mode, flags); }
int __wasilibc_nocwd_faccessat(int directory, const char *path, int mode, int flags)
{
  return faccessat(directory, path, mode, flags);
}

int mkdirat(int directory, const char *path, mode_t mode)
{
  return answer(__prong_mkdirat(directory, path, strlen(path), mode));
}
int mkdir(const char *path, mode_t mode) { return mkdirat(AT_FDCWD, path, mode); }
int mknodat(int directory, const char *path, mode_t mode, dev_t device)
{
  (void)device; /* what would need one, only root may make */
  return answer(__prong_mknodat(directory, path, strlen(path), mode));
}
int mknod(const char *path, mode_t mode, dev_t device) { return mknodat(AT_FDCWD, path, mode, device); }
int mkfifoat(int directory, const char *path, mode_t mode) { return mknodat(directory, path, (mode & ~S_IFMT) | S_IFIFO, 0); }
int mkfifo(const char *path, mode_t mode) { return mkfifoat(AT_FDCWD, path, mode); }

/* What follows goes to WASI's calls as it would from wasi-libc. */
int linkat(int from_directory, const char *from, int to_directory, const char *to, int flags)
{
  if (flags & ~AT_SYMLINK_FOLLOW) return answer(-EINVAL);
  __wasi_lookupflags_t lookup = flags & AT_SYMLINK_FOLLOW ? __WASI_LOOKUPFLAGS_SYMLINK_FOLLOW : 0;
  return answer(-__wasi_path_link(from_directory, lookup, from, to_directory, to));
}
int link(const char *from, const char *to) { return linkat(AT_FDCWD, from, AT_FDCWD, to, 0); }
int __wasilibc_link(const char *from, const char *to, int flags) { return linkat(AT_FDCWD, from, AT_FDCWD, to, flags); }
int __wasilibc_link_oldat(int directory, const char *from, const char *to, int flags) { return linkat(directory, from, AT_FDCWD, to, flags); }
int __wasilibc_link_newat(const char *from, int directory, const char *to, int flags) { return linkat(AT_FDCWD, from, directory, to, flags); }

int symlinkat(const char *target, int directory, const char *path) { return answer(-__wasi_path_symlink(target, directory, path)); }
int symlink(const char *target, const char *path) { return symlinkat(target, AT_FDCWD, path); }

ssize_t readlinkat(int directory, const char *restrict path, char *restrict buffer, size_t size)
{
  if (size == 0) return answer(-EINVAL); /* Linux; WASI would answer 0 */
  __wasi_size_t used;
  int error = __wasi_path_readlink(directory, path, (uint8_t *)buffer, size, &used);
  return error ? answer(-error) : (ssize_t)used;
}
ssize_t readlink(const char *restrict path, char *restrict buffer, size_t size) { return readlinkat(AT_FDCWD, path, buffer, size); }

int renameat(int from_directory, const char *from, int to_directory, const char *to)
{
  return answer(-__wasi_path_rename(from_directory, from, to_directory, to));
}
int rename(const char *from, const char *to) { return renameat(AT_FDCWD, from, AT_FDCWD, to); }
int __wasilibc_rename_oldat(int directory, const char *from, const char *to) { return renameat(directory, from, AT_FDCWD, to); }
int __wasilibc_rename_newat(const char *from, int directory, const char *to) { return renameat(AT_FDCWD, from, directory, to); }

int __wasilibc_unlinkat(int directory, const char *path) { return answer(-__wasi_path_unlink_file(directory, path)); }
int __wasilibc_rmdirat(int directory, const char *path) { return answer(-__wasi_path_remove_directory(directory, path)); }
int unlinkat(int directory, const char *path, int flags)
{
  if (flags & ~AT_REMOVEDIR) return answer(-EINVAL);
  return flags & AT_REMOVEDIR ? __wasilibc_rmdirat(directory, path) : __wasilibc_unlinkat(directory, path);
}
int unlink(const char *path) { return __wasilibc_unlinkat(AT_FDCWD, path); }
int rmdir(const char *path) { return __wasilibc_rmdirat(AT_FDCWD, path); }

/* POSIX: rmdir for a directory, unlink for all else. */
int remove(const char *path)
{
  if (unlink(path) == 0) return 0;
  return errno == EISDIR ? rmdir(path) : -1;
}

int truncate(const char *path, off_t size)
{
  if (size < 0) return answer(-EINVAL);
  int fd = open(path, O_WRONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) return errno == ENXIO ? answer(-EINVAL) : -1; /* a named pipe that nobody reads */
  int result = ftruncate(fd, size);
  int error = errno;
  close(fd);
  errno = error;
  return result;
}

/* posix_fallocate answers an errno; of Linux's modes there is only the plain one. */
int fallocate(int fd, int mode, off_t offset, off_t length)
{
  if (mode) return answer(-ENOTSUP);
  if (offset < 0 || length <= 0) return answer(-EINVAL);
  return answer(-posix_fallocate(fd, offset, length));
}

/* A canonical path, as POSIX.1-2024 has it: every name is looked at, links are followed. */
char *realpath(const char *restrict path, char *restrict resolved)
{
  char rest[PATH_MAX], made[PATH_MAX], target[PATH_MAX];
  size_t length = 0;
  int links = 0;
  struct stat status;
  if (!path) { errno = EINVAL; return NULL; }
  if (!*path) { errno = ENOENT; return NULL; }
  if (strlen(path) >= PATH_MAX) { errno = ENAMETOOLONG; return NULL; }
  strcpy(rest, path);
  if (*path != '/') {
    if (!getcwd(made, sizeof made)) return NULL;
    length = strcmp(made, "/") == 0 ? 0 : strlen(made);
  }
  char *name = rest;
  while (*name) {
    while (*name == '/') name++;
    size_t size = strcspn(name, "/");
    if (size == 0) break;
    char *next = name + size;
    if (size == 2 && name[0] == '.' && name[1] == '.') {
      while (length > 0 && made[--length] != '/') continue;
    } else if (!(size == 1 && name[0] == '.')) {
      if (length + 1 + size >= PATH_MAX) { errno = ENAMETOOLONG; return NULL; }
      size_t before = length;
      made[length++] = '/';
      memcpy(made + length, name, size);
      length += size;
      made[length] = '\0';
      if (lstat(made, &status) < 0) return NULL;
      if (S_ISLNK(status.st_mode)) {
        if (++links > 40) { errno = ELOOP; return NULL; }
        ssize_t count = readlink(made, target, sizeof target);
        if (count < 0) return NULL;
        size_t left = strlen(next);
        if (count + left >= PATH_MAX) { errno = ENAMETOOLONG; return NULL; }
        memmove(rest + count, next, left + 1);
        memcpy(rest, target, count);
        length = rest[0] == '/' ? 0 : before;
        name = rest;
        continue;
      }
      if (*next && !S_ISDIR(status.st_mode)) { errno = ENOTDIR; return NULL; }
    }
    name = next;
  }
  made[length] = '\0';
  if (length == 0) strcpy(made, "/");
  if (!resolved) return strdup(made);
  return strcpy(resolved, made);
}
