/* Runs programs that share nothing but names: each adds to the same number. With "wait" it then waits for what nobody does. */
#include <fcntl.h>
#include <semaphore.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "say.h"

int main(int argc, char **argv)
{
  int fd = shm_open("/number", O_RDWR | O_CREAT, 0600);
  ftruncate(fd, sizeof(int));
  int *number = mmap(NULL, sizeof *number, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  sem_t *guard = sem_open("/guard", O_CREAT, 0600, 1);
  for (int i = 0; i < 4; i++)
    if (fork() == 0) {
      char *const arguments[] = {"adder", "25", NULL};
      execv("/programs/adder", arguments);
      _exit(9);
    }
  for (int i = 0; i < 4; i++) {
    int status;
    wait(&status);
    if (status != 0) say("an adder ended with #", status);
  }
  say("they added #", *number);
  if (argc > 1) {
    sem_wait(guard);
    sem_wait(guard);
  }
  return 0;
}
