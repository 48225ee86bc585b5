/*
 * Descriptors are copied by fork; the open files they name are not. Parent and child read on from one common offset, as
 * long as they use the descriptor from before the fork. A file opened after it has an offset of its own.
 */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *const path = "/tmp/prong-shared-offset";

static void read_three(const char *who, int fd)
{
  char letters[4] = "";
  ssize_t count = read(fd, letters, 3);
  printf("%s reads %d letters: %s\n", who, (int)count, letters);
  fflush(stdout);
}

int main(void)
{
  int fd = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
  if (fd < 0) {
    perror(path);
    return 1;
  }
  write(fd, "abcdefghijkl", 12);
  lseek(fd, 0, SEEK_SET);

  if (fork() == 0) {
    read_three("the child", fd);
    int own = open(path, O_RDONLY);
    read_three("the child, from a file of its own,", own);
    lseek(fd, 9, SEEK_SET);
    _exit(0);
  }
  wait(NULL);
  printf("the child left the offset at %d\n", (int)lseek(fd, 0, SEEK_CUR));
  read_three("the parent", fd);
  unlink(path);
  return 0;
}
