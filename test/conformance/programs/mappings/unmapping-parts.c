/* munmap: parts of a mapping may go; what is left keeps its contents, and the hole can be mapped again. */
#include "../facts.h"
#include <sys/mman.h>

int main(void)
{
  size_t page = sysconf(_SC_PAGESIZE);
  int both = PROT_READ | PROT_WRITE;
  char *memory = mmap(NULL, 5 * page, both, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  for (int i = 0; i < 5; i++) memory[i * page] = 'a' + i;
  say_result("the middle goes", munmap(memory + 2 * page, page));
  say_result("msync of the hole", msync(memory + 2 * page, page, MS_SYNC));
  say_result("msync before it", msync(memory, 2 * page, MS_SYNC));
  say("left: %c %c %c %c", memory[0], memory[page], memory[3 * page], memory[4 * page]);
  say_result("the first goes", munmap(memory, page));
  say_result("the last goes", munmap(memory + 4 * page, page));
  pid_t child = fork();
  if (child == 0) {
    memory[page] = 'x';
    memory[3 * page] = 'y';
    return 0;
  }
  await("child", child);
  say("the parts are still shared: %c %c", memory[page], memory[3 * page]);
  char *hole = mmap(memory + 2 * page, page, both, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
  say("the hole, mapped again: %s, %d", yes(hole == memory + 2 * page), hole[0]);
  say_result("msync of all that is left", msync(memory + page, 3 * page, MS_SYNC));
  say_result("all goes", munmap(memory, 5 * page));
  return 0;
}
