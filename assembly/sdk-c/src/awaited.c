/* What posix_spawn and the shell ask for and no system call answers yet: users. */
#include <unistd.h>

#include "answer.h"

uid_t getuid(void) { return 0; }
gid_t getgid(void) { return 0; }
int seteuid(uid_t id) { return id == 0 ? 0 : answer(-EPERM); }
int setegid(gid_t id) { return id == 0 ? 0 : answer(-EPERM); }
