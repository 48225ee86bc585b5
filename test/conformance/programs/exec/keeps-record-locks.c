/* exec: record locks are kept, as the process is the same. */
#include "../facts.h"
#include <fcntl.h>

int main(int argc, char *argv[])
{
  struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
  if (argc > 1) {
    pid_t self = getpid();
    int number = atoi(argv[1]);
    pid_t child = fork();
    if (child == 0) {
      fcntl(number, F_GETLK, &whole);
      say("child: it is locked: %s, by its parent: %s", yes(whole.l_type == F_WRLCK), yes(whole.l_pid == self));
      return 0;
    }
    await("child", child);
    return 0;
  }
  int number = open("file", O_CREAT | O_RDWR, 0600);
  say_result("lock", fcntl(number, F_SETLK, &whole));
  char text[16];
  snprintf(text, sizeof text, "%d", number);
  execl(argv[0], argv[0], text, (char *)NULL);
  return 1;
}
