/* One byte goes to and fro between two processes, `count` times. */
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
  if (argc != 2) return 2;
  int count = atoi(argv[1]);
  int there[2], back[2];
  char byte = 'x';
  if (pipe(there) != 0 || pipe(back) != 0) return 3;
  pid_t pid = fork();
  if (pid < 0) return 4;
  for (int i = 0; i < count; i++) {
    if (pid != 0 && write(there[1], &byte, 1) != 1) return 1;
    if (read(pid == 0 ? there[0] : back[0], &byte, 1) != 1) return 1;
    if (pid == 0 && write(back[1], &byte, 1) != 1) return 1;
  }
  if (pid == 0) _exit(0);
  int status;
  return waitpid(pid, &status, 0) == pid && status == 0 ? 0 : 1;
}
