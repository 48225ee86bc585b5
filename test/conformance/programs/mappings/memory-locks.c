/* mlock, munlock, mlockall: ENOMEM for what is not mapped, EINVAL for flags that mean nothing. */
#include "../facts.h"
#include <sys/mman.h>

int main(void)
{
  size_t page = sysconf(_SC_PAGESIZE);
  char *memory = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  memset(memory, 'a', 2 * page);
  say_result("mlock", mlock(memory, page));
  say_result("mlock again", mlock(memory, page));
  say_result("munlock", munlock(memory, page));
  say_result("munlock of what is not locked", munlock(memory, page));
  munmap(memory + page, page);
  say_result("mlock of a hole", mlock(memory, 2 * page));
  say_result("mlockall with flags that are none", mlockall(0));
  say_result("munlockall", munlockall());
  say("the memory: %c", memory[0]);
  return 0;
}
