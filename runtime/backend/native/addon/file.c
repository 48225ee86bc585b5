/* Files: by their names, and what is known of them. */
#include "addon.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Stores dev, ino, nlink, mode, uid, gid, rdev, size, blksize, blocks, and seconds and nanoseconds of three times. */
static int64_t store_stat(int64_t *a, int slot, int result, const struct stat *stat)
{
  NUMBERS(out, slot, 16);
  if (result < 0) return -errno;
  STORE(out, stat->st_dev, stat->st_ino, stat->st_nlink, stat->st_mode, stat->st_uid, stat->st_gid, stat->st_rdev, stat->st_size,
        stat->st_blksize, stat->st_blocks, stat->st_atim.tv_sec, stat->st_atim.tv_nsec, stat->st_mtim.tv_sec,
        stat->st_mtim.tv_nsec, stat->st_ctim.tv_sec, stat->st_ctim.tv_nsec);
  return 0;
}

/* A time that is to be set: so many seconds and nanoseconds; -1 nanoseconds mean now, -2 leave it as it is. */
static struct timespec time_of(int64_t seconds, int64_t nanoseconds)
{
  return (struct timespec){seconds, nanoseconds == -1 ? UTIME_NOW : nanoseconds == -2 ? UTIME_OMIT : nanoseconds};
}

#define TIMES(n) ((struct timespec[2]){time_of(a[n], a[n + 1]), time_of(a[n + 2], a[n + 3])})

static struct stat facts;

/* `getdents` gives entries as the host's kernel lays them out; macOS stores there, too, where it has begun. */
#define CALLS(call)                                                                         \
  call(openat, "isii", WAITING(SYS_openat, a[0], a[1], a[2], a[3]))                         \
  call(mkdirat, "isi", ANSWER(mkdirat(a[0], AT(char, 1), a[2])))                            \
  call(mknodat, "isi", ANSWER(mknodat(a[0], AT(char, 1), a[2], 0)))                         \
  call(linkat, "isisi", ANSWER(linkat(a[0], AT(char, 1), a[2], AT(char, 3), a[4])))         \
  call(symlinkat, "sis", ANSWER(symlinkat(AT(char, 0), a[1], AT(char, 2))))                 \
  call(readlinkat, "isb", ANSWER(readlinkat(a[0], AT(char, 1), AT(char, 2), a[3])))         \
  call(unlinkat, "isi", ANSWER(unlinkat(a[0], AT(char, 1), a[2])))                          \
  call(renameat, "isis", ANSWER(renameat(a[0], AT(char, 1), a[2], AT(char, 3))))            \
  call(fstatat, "isbi", store_stat(a, 2, fstatat(a[0], AT(char, 1), &facts, a[4]), &facts)) \
  call(fstat, "ib", store_stat(a, 1, fstat(a[0], &facts), &facts))                          \
  call(fchmodat, "isii", ANSWER(fchmodat(a[0], AT(char, 1), a[2], a[3])))                   \
  call(fchmod, "ii", ANSWER(fchmod(a[0], a[1])))                                            \
  call(fchownat, "isiii", ANSWER(fchownat(a[0], AT(char, 1), a[2], a[3], a[4])))            \
  call(fchown, "iii", ANSWER(fchown(a[0], a[1], a[2])))                                     \
  call(faccessat, "isii", ANSWER(faccessat(a[0], AT(char, 1), a[2], a[3])))                 \
  call(utimensat, "isiiiii", ANSWER(utimensat(a[0], AT(char, 1), TIMES(3), a[2])))          \
  call(futimens, "iiiii", ANSWER(futimens(a[0], TIMES(1))))                                 \
  call(ftruncate, "ii", ANSWER(ftruncate(a[0], a[1])))                                      \
  call(fallocate, "iii", -posix_fallocate(a[0], a[1], a[2]))                                \
  call(fsync, "i", ANSWER(fsync(a[0])))                                                     \
  call(getdents, "ib", ANSWER(syscall(SYS_getdents64, a[0], a[1], a[2], &(int64_t){0})))    \
  call(umask, "i", umask(a[0]))                                                             \
  call(chdir, "s", ANSWER(chdir(AT(char, 0))))                                              \
  call(fchdir, "i", ANSWER(fchdir(a[0])))                                                   \
  call(getcwd, "b", getcwd(AT(char, 0), a[1]) == NULL ? -errno : (int64_t)strlen(AT(char, 0)) + 1)

TABLE(file_calls)
