/* mmap MAP_SHARED of a file: unrelated programs share it, as each opens the file by its name. */
#include "../facts.h"
#include <fcntl.h>
#include <sys/mman.h>

int main(int argc, char *argv[])
{
  size_t page = sysconf(_SC_PAGESIZE);
  int file = open("file", O_CREAT | O_RDWR, 0600);
  ftruncate(file, page);
  int *memory = mmap(NULL, page, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  if (argc > 1) {
    say("another program: finds %d", memory[0]);
    memory[1] = 43;
    return 0;
  }
  memory[0] = 42;
  pid_t child = fork();
  if (child == 0) {
    execl(argv[0], argv[0], "again", (char *)NULL);
    _exit(127);
  }
  await("it", child);
  say("first: finds %d", memory[1]);
  return 0;
}
