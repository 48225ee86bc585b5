/* The times of files: utimensat, and the older calls that it replaced. */
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <utime.h>
#include <wasi/api.h>

#include "answer.h"

/* What a timespec of utimensat asks for, in WASI's terms; -1 for one that is none. */
static int choose(const struct timespec *time, int given, int now, __wasi_timestamp_t *nanoseconds)
{
  *nanoseconds = 0;
  if (time->tv_nsec == UTIME_OMIT) return 0;
  if (time->tv_nsec == UTIME_NOW) return now;
  if (time->tv_nsec < 0 || time->tv_nsec >= 1000000000) return -1;
  *nanoseconds = (__wasi_timestamp_t)time->tv_sec * 1000000000 + time->tv_nsec;
  return given;
}

static int choose_both(const struct timespec times[2], __wasi_timestamp_t *accessed, __wasi_timestamp_t *modified)
{
  static const struct timespec now[2] = {{.tv_nsec = UTIME_NOW}, {.tv_nsec = UTIME_NOW}};
  if (!times) times = now;
  int a = choose(&times[0], __WASI_FSTFLAGS_ATIM, __WASI_FSTFLAGS_ATIM_NOW, accessed);
  int m = choose(&times[1], __WASI_FSTFLAGS_MTIM, __WASI_FSTFLAGS_MTIM_NOW, modified);
  return a < 0 || m < 0 ? -1 : a | m;
}

int utimensat(int directory, const char *path, const struct timespec times[2], int flags)
{
  __wasi_timestamp_t accessed, modified;
  int chosen = choose_both(times, &accessed, &modified);
  if (chosen < 0 || (flags & ~AT_SYMLINK_NOFOLLOW)) return answer(-EINVAL);
  __wasi_lookupflags_t lookup = flags & AT_SYMLINK_NOFOLLOW ? 0 : __WASI_LOOKUPFLAGS_SYMLINK_FOLLOW;
  return answer(-__wasi_path_filestat_set_times(directory, lookup, path, accessed, modified, chosen));
}

int futimens(int fd, const struct timespec times[2])
{
  __wasi_timestamp_t accessed, modified;
  int chosen = choose_both(times, &accessed, &modified);
  if (chosen < 0) return answer(-EINVAL);
  return answer(-__wasi_fd_filestat_set_times(fd, accessed, modified, chosen));
}

int __wasilibc_utimens(const char *path, const struct timespec times[2], int flags) { return utimensat(AT_FDCWD, path, times, flags); }
int __wasilibc_nocwd_utimensat(int directory, const char *path, const struct timespec times[2], int flags)
{
  return utimensat(directory, path, times, flags);
}

static int from_timevals(const struct timeval times[2], struct timespec made[2])
{
  for (int i = 0; i < 2; i++) {
    if (times[i].tv_usec < 0 || times[i].tv_usec >= 1000000) return answer(-EINVAL);
    made[i] = (struct timespec){times[i].tv_sec, times[i].tv_usec * 1000};
  }
  return 0;
}

int utimes(const char *path, const struct timeval times[2])
{
  struct timespec made[2];
  if (times && from_timevals(times, made) < 0) return -1;
  return utimensat(AT_FDCWD, path, times ? made : 0, 0);
}

int lutimes(const char *path, const struct timeval times[2])
{
  struct timespec made[2];
  if (times && from_timevals(times, made) < 0) return -1;
  return utimensat(AT_FDCWD, path, times ? made : 0, AT_SYMLINK_NOFOLLOW);
}

int futimes(int fd, const struct timeval times[2])
{
  struct timespec made[2];
  if (times && from_timevals(times, made) < 0) return -1;
  return futimens(fd, times ? made : 0);
}

int utime(const char *path, const struct utimbuf *times)
{
  if (!times) return utimensat(AT_FDCWD, path, 0, 0);
  struct timespec made[2] = {{times->actime, 0}, {times->modtime, 0}};
  return utimensat(AT_FDCWD, path, made, 0);
}
