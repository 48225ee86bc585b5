/* mmap MAP_FIXED: the mapping is where it was asked for, and replaces what was there. */
#include "../facts.h"
#include <fcntl.h>
#include <sys/mman.h>

int main(void)
{
  size_t page = sysconf(_SC_PAGESIZE);
  int both = PROT_READ | PROT_WRITE;
  char *memory = mmap(NULL, 4 * page, both, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  memset(memory, 'a', 4 * page);
  char *inside = mmap(memory + page, page, both, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
  say("where it was asked for: %s", yes(inside == memory + page));
  say("new memory, zero: %d; around it: %c %c", inside[0], memory[page - 1], memory[2 * page]);
  int file = open("file", O_CREAT | O_RDWR, 0600);
  ftruncate(file, page);
  pwrite(file, "from the file", 14, 0);
  char *mapped = mmap(memory + 2 * page, page, both, MAP_SHARED | MAP_FIXED, file, 0);
  say("a file over it: %s, %s", yes(mapped == memory + 2 * page), mapped);
  pid_t child = fork();
  if (child == 0) {
    strcpy(mapped, "by the child");
    memory[0] = 'c';
    return 0;
  }
  await("child", child);
  say("the shared part: %s; the private part: %c", mapped, memory[0]);
  void *odd = mmap(memory + 1, page, both, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
  say("an odd address: %s", odd == MAP_FAILED ? error_name(errno) : "ok");
  return 0;
}
