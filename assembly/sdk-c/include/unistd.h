/* wasi-libc's unistd.h, with the processes that WASI lacks. */
#ifndef PRONG_UNISTD_H
#define PRONG_UNISTD_H

/* Our getpid is a real one: without this, wasi-libc marks the declaration as deprecated. */
#ifndef _WASI_EMULATED_GETPID
#define _WASI_EMULATED_GETPID
#endif
#include_next <unistd.h>

#include <errno.h>
#include <prong/identity.h>
#include <prong/syscalls.h>

#ifdef __cplusplus
extern "C" {
#endif

extern char **environ;

pid_t fork(void);
pid_t _Fork(void);
pid_t getppid(void);
unsigned alarm(unsigned);
int pause(void);

int setpgid(pid_t, pid_t);
pid_t getpgid(pid_t);
pid_t getpgrp(void);
int setpgrp(void);
pid_t setsid(void);
pid_t getsid(pid_t);

pid_t tcgetpgrp(int);
int tcsetpgrp(int, pid_t);
char *ttyname(int);
int ttyname_r(int, char *, size_t);

int execve(const char *, char *const[], char *const[]);
int fexecve(int, char *const[], char *const[]);
int execv(const char *, char *const[]);
int execvp(const char *, char *const[]);
int execvpe(const char *, char *const[], char *const[]);
int execl(const char *, const char *, ...);
int execlp(const char *, const char *, ...);
int execle(const char *, const char *, ...);

int daemon(int, int);
int fchdir(int);
int chown(const char *, uid_t, gid_t);
int fchown(int, uid_t, gid_t);
int lchown(const char *, uid_t, gid_t);
int fchownat(int, const char *, uid_t, gid_t, int);
int eaccess(const char *, int);
int euidaccess(const char *, int);
int lockf(int, int, off_t);
#ifndef F_LOCK
#define F_ULOCK 0
#define F_LOCK 1
#define F_TLOCK 2
#define F_TEST 3
#endif

int pipe(int[2]);
int pipe2(int[2], int);
int dup(int);
int dup2(int, int);
int dup3(int, int, int);

/*
 * The child runs on the parent's own stack. A function of the library would be returned from twice, the second time
 * into a frame that the child has overwritten; so vfork must become part of its caller.
 */
static __inline__ __attribute__((__always_inline__, __returns_twice__, __unused__)) pid_t vfork(void)
{
  int result = __prong_vfork();
  if (result >= 0) return result;
  errno = -result;
  return -1;
}

#ifdef __cplusplus
}
#endif

#endif
