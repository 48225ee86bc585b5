/* _exit: record locks of the process are removed, and who waits for one gets it. */
#include "../facts.h"
#include <fcntl.h>

int main(void)
{
  int number = open("file", O_CREAT | O_RDWR, 0600);
  int ready[2], go[2];
  pipe(ready);
  pipe(go);
  struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
  pid_t child = fork();
  if (child == 0) {
    char byte;
    fcntl(number, F_SETLK, &whole);
    write(ready[1], "!", 1);
    read(go[0], &byte, 1);
    usleep(20000); /* the parent is most likely waiting now */
    _exit(0);
  }
  char byte;
  read(ready[0], &byte, 1);
  say_result("while the child has it, F_SETLK", fcntl(number, F_SETLK, &whole));
  write(go[1], "!", 1);
  whole.l_type = F_WRLCK;
  say_result("F_SETLKW", fcntl(number, F_SETLKW, &whole));
  await("child", child);
  return 0;
}
