/* Of src/awaited.c: what no system call answers yet. */
#ifndef PRONG_AWAITED_H
#define PRONG_AWAITED_H

#define __NEED_uid_t
#define __NEED_gid_t
#include <bits/alltypes.h>

uid_t getuid(void);
gid_t getgid(void);
int seteuid(uid_t);
int setegid(gid_t);

#endif
