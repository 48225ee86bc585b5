/* wasi-libc's fcntl.h, with what matters once there are fork, exec, modes and locks. */
#ifndef PRONG_FCNTL_H
#define PRONG_FCNTL_H

#include_next <fcntl.h>
/* Again where signal.h or sys/wait.h came first: wasi-libc has put its own O_CLOEXEC, which is 0, in the place of ours. */
#undef PRONG_NUMBERS_H
#include <prong/numbers.h>

/* wasi-libc's is 0, which could not be told from no flag. */
#undef AT_EACCESS
#define AT_EACCESS 0x200
#ifndef AT_EMPTY_PATH
#define AT_EMPTY_PATH 0x1000
#endif

#define F_GETLK 5
#define F_SETLK 6
#define F_SETLKW 7
#define F_OFD_GETLK 36
#define F_OFD_SETLK 37
#define F_OFD_SETLKW 38

#define F_RDLCK 0
#define F_WRLCK 1
#define F_UNLCK 2

#ifndef F_LOCK
#define F_ULOCK 0
#define F_LOCK 1
#define F_TLOCK 2
#define F_TEST 3
#endif

#ifndef F_OK
#define F_OK 0
#define X_OK 1
#define W_OK 2
#define R_OK 4
#endif

/* All of them are what WASI would do anyway. */
#ifndef O_ASYNC
#define O_ASYNC 0
#endif
#ifndef O_LARGEFILE
#define O_LARGEFILE 0
#endif
#ifndef O_NDELAY
#define O_NDELAY O_NONBLOCK
#endif

#define FALLOC_FL_KEEP_SIZE 1
#define FALLOC_FL_PUNCH_HOLE 2

#ifdef __cplusplus
extern "C" {
#endif

int lockf(int, int, off_t);
int fallocate(int, int, off_t, off_t);

#ifdef __cplusplus
}
#endif

#endif
