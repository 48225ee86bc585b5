/* The part of unistd.h that says who a process is, and how nice. */
#ifndef PRONG_IDENTITY_H
#define PRONG_IDENTITY_H

#define __NEED_uid_t
#define __NEED_gid_t
#define __NEED_size_t
#include <bits/alltypes.h>

#ifdef __cplusplus
extern "C" {
#endif

uid_t getuid(void);
uid_t geteuid(void);
gid_t getgid(void);
gid_t getegid(void);
int getgroups(int, gid_t[]);
int setuid(uid_t);
int seteuid(uid_t);
int setgid(gid_t);
int setegid(gid_t);
int setreuid(uid_t, uid_t);
int setregid(gid_t, gid_t);
int setresuid(uid_t, uid_t, uid_t);
int setresgid(gid_t, gid_t, gid_t);
int getresuid(uid_t *, uid_t *, uid_t *);
int getresgid(gid_t *, gid_t *, gid_t *);
int setgroups(size_t, const gid_t *);
int issetugid(void);

int nice(int);
unsigned ualarm(unsigned, unsigned);
int getdtablesize(void);
int getpagesize(void);
int sethostname(const char *, size_t);
int getdomainname(char *, size_t);

#ifdef __cplusplus
}
#endif

/* wasi-libc leaves out what WASI lacks. */
#undef _POSIX_JOB_CONTROL
#define _POSIX_JOB_CONTROL 1
#undef _POSIX_SAVED_IDS
#define _POSIX_SAVED_IDS 1
#undef _POSIX_SPAWN
#define _POSIX_SPAWN _POSIX_VERSION
#undef _POSIX_SHELL
#define _POSIX_SHELL 1
#undef _POSIX_MAPPED_FILES
#define _POSIX_MAPPED_FILES _POSIX_VERSION
#undef _POSIX_SHARED_MEMORY_OBJECTS
#define _POSIX_SHARED_MEMORY_OBJECTS _POSIX_VERSION
#undef _POSIX_SEMAPHORES
#define _POSIX_SEMAPHORES _POSIX_VERSION
#undef _POSIX_THREAD_CPUTIME
#define _POSIX_THREAD_CPUTIME _POSIX_VERSION
/* There are no sockets here. */
#undef _POSIX_IPV6
#define _POSIX_IPV6 (-1)
#undef _POSIX_RAW_SOCKETS
#define _POSIX_RAW_SOCKETS (-1)

#endif
