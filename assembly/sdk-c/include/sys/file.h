/* flock, and fcntl.h, as on Linux. */
#ifndef PRONG_SYS_FILE_H
#define PRONG_SYS_FILE_H

#include <fcntl.h>
#include_next <sys/file.h>

#endif
