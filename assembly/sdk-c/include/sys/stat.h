/* wasi-libc's sys/stat.h, with modes, named pipes and umask. */
#ifndef PRONG_SYS_STAT_H
#define PRONG_SYS_STAT_H

#include_next <sys/stat.h>

#ifndef S_IREAD
#define S_IREAD S_IRUSR
#define S_IWRITE S_IWUSR
#define S_IEXEC S_IXUSR
#endif
#define ACCESSPERMS 0777
#define ALLPERMS 07777
#define DEFFILEMODE 0666
#define S_BLKSIZE 512
#define S_TYPEISMQ(buffer) 0
#define S_TYPEISSEM(buffer) 0
#define S_TYPEISSHM(buffer) 0

#ifdef __cplusplus
extern "C" {
#endif

mode_t umask(mode_t);
int lchmod(const char *, mode_t);
int mkfifo(const char *, mode_t);
int mkfifoat(int, const char *, mode_t);
int mknod(const char *, mode_t, dev_t);
int mknodat(int, const char *, mode_t, dev_t);

#ifdef __cplusplus
}
#endif

#endif
