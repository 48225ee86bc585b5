/* madvise (Linux): a range with MADV_WIPEONFORK is there in the child, and zero; MADV_KEEPONFORK undoes it. */
#include "../facts.h"
#include <sys/mman.h>

int main(void)
{
  size_t page = sysconf(_SC_PAGESIZE);
  char *memory = mmap(NULL, 3 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  memset(memory, 'a', 3 * page);
  say_result("madvise the page in the middle", madvise(memory + page, page, MADV_WIPEONFORK));
  pid_t child = fork();
  if (child == 0) {
    say("child: %d, %d, %d", memory[0], memory[page], memory[2 * page]);
    memory[page] = 'c';
    pid_t grandchild = fork();
    if (grandchild == 0) {
      say("grandchild, as the advice is inherited: %d", memory[page]);
      return 0;
    }
    await("grandchild", grandchild);
    return 0;
  }
  await("child", child);
  say("parent: %d", memory[page]);
  say_result("madvise to keep it", madvise(memory + page, page, MADV_KEEPONFORK));
  child = fork();
  if (child == 0) {
    say("child: %d", memory[page]);
    return 0;
  }
  await("child", child);
  char *shared = mmap(NULL, page, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  say_result("madvise of shared memory", madvise(shared, page, MADV_WIPEONFORK));
  return 0;
}
