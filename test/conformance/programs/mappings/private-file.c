/* mmap MAP_PRIVATE: what is stored is never seen in the file, nor by another mapping, nor in the other half of a fork. */
#include "../facts.h"
#include <fcntl.h>
#include <sys/mman.h>

int main(void)
{
  size_t page = sysconf(_SC_PAGESIZE);
  int file = open("file", O_CREAT | O_RDWR, 0600);
  ftruncate(file, page);
  pwrite(file, "of the file", 11, 0);
  int read_only = open("file", O_RDONLY);
  char *one = mmap(NULL, page, PROT_READ | PROT_WRITE, MAP_PRIVATE, read_only, 0);
  char *other = mmap(NULL, page, PROT_READ | PROT_WRITE, MAP_PRIVATE, file, 0);
  say("%s, %s", one, other);
  strcpy(one, "stored");
  char text[16] = "";
  pread(file, text, 15, 0);
  say("%s, %s, %s", one, other, text);
  pid_t child = fork();
  if (child == 0) {
    say("child: %s", one);
    strcpy(one, "by the child");
    return 0;
  }
  await("child", child);
  say("%s, %s", one, other);
  say("the rest of the last page is zero: %d", one[page - 1]);
  return 0;
}
