/* Who am I, and who is my parent? */
#include <unistd.h>

pid_t getpid(void) { return __prong_getpid(); }
pid_t getppid(void) { return __prong_getppid(); }
