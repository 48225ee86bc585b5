/* Uses up the descriptor table: EMFILE from every call that wants one, nothing half done, and room again after a close. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static const char *is(int error) { return errno == error ? "yes" : "no"; }

int main(void)
{
  int highest = -1, fd, fds[2] = {-1, -1};
  while ((fd = dup(STDIN_FILENO)) >= 0) highest = fd;
  printf("dup is refused with EMFILE: %s\n", is(EMFILE));
  fd = open("/dev/null", O_RDONLY);
  printf("open is refused with EMFILE: %s\n", fd < 0 ? is(EMFILE) : "it is not refused");
  close(highest);
  printf("one free descriptor is not enough for a pipe: %s\n", pipe(fds) < 0 ? is(EMFILE) : "it is");
  printf("the failed pipe stored nothing: %s\n", fds[0] == -1 && fds[1] == -1 ? "yes" : "no");
  printf("the free descriptor is still free: %s\n", dup(STDIN_FILENO) == highest ? "yes" : "no");
  return 0;
}
