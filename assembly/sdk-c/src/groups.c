/* Process groups and sessions. */
#include <unistd.h>

#include "answer.h"

int setpgid(pid_t pid, pid_t group) { return answer(__prong_setpgid(pid, group)); }
pid_t getpgid(pid_t pid) { return answer(__prong_getpgid(pid)); }
pid_t getpgrp(void) { return __prong_getpgid(0); }
/* System V's: a group of one's own. (BSD's had arguments.) */
int setpgrp(void) { return setpgid(0, 0); }

pid_t setsid(void) { return answer(__prong_setsid()); }
pid_t getsid(pid_t pid) { return answer(__prong_getsid(pid)); }
