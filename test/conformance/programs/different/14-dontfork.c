/* madvise (Linux): MADV_DONTFORK leaves a range out of the child; MADV_DOFORK takes it in again. */
#include "../facts.h"
#include <sys/mman.h>

int main(void)
{
  size_t page = sysconf(_SC_PAGESIZE);
  char *memory = mmap(NULL, 3 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  memset(memory, 'a', 3 * page);
  say_result("madvise the page in the middle", madvise(memory + page, page, MADV_DONTFORK));
  pid_t child = fork();
  if (child == 0) {
    say("child: before it: %c, after it: %c", memory[0], memory[2 * page]);
    say_result("child: msync of the page before", msync(memory, page, MS_SYNC));
    say_result("child: msync of the page that was left out", msync(memory + page, page, MS_SYNC));
    return 0;
  }
  await("child", child);
  say("parent: %c", memory[page]);
  say_result("madvise it back", madvise(memory + page, page, MADV_DOFORK));
  child = fork();
  if (child == 0) {
    say("child: %c", memory[page]);
    return 0;
  }
  await("child", child);
  return 0;
}
