/* Two processes exchange four messages over two pipes. */
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
  int there[2], back[2];
  char message = 'm';
  pipe(there);
  pipe(back);
  if (fork() == 0) {
    for (int i = 0; i < 2; i++) {
      read(there[0], &message, 1);
      write(back[1], &message, 1);
    }
    _exit(0);
  }
  for (int i = 0; i < 2; i++) {
    write(there[1], &message, 1);
    read(back[0], &message, 1);
  }
  wait(NULL);
  return 0;
}
