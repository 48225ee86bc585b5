/* daemon (BSD, Linux): goes on in the background, in a session of its own. */
#include <fcntl.h>
#include <unistd.h>

/* In `/` unless told otherwise, and without the descriptors 0, 1 and 2. Fails as fork, setsid and open do. */
int daemon(int keep_directory, int keep_streams)
{
  pid_t pid = fork();
  if (pid < 0) return -1;
  if (pid > 0) _exit(0);
  if (setsid() < 0) return -1;
  if (!keep_directory && chdir("/") < 0) return -1;
  if (keep_streams) return 0;
  int nothing = open("/dev/null", O_RDWR);
  if (nothing < 0) return -1;
  for (int fd = 0; fd < 3; fd++)
    if (dup2(nothing, fd) < 0) return -1;
  if (nothing > 2) close(nothing);
  return 0;
}
