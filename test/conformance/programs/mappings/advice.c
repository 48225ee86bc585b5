/* posix_madvise, madvise: advice changes nothing that can be seen; errors for odd addresses, advice and holes. */
#include "../facts.h"
#include <sys/mman.h>

int main(void)
{
  size_t page = sysconf(_SC_PAGESIZE);
  char *memory = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  memory[0] = 'a';
  int advice[] = { POSIX_MADV_NORMAL, POSIX_MADV_SEQUENTIAL, POSIX_MADV_RANDOM, POSIX_MADV_WILLNEED, POSIX_MADV_DONTNEED };
  for (int i = 0; i < 5; i++) say("posix_madvise: %s", error_name(posix_madvise(memory, page, advice[i])));
  say("it is as it was: %c", memory[0]);
  say("no advice: %s", error_name(posix_madvise(memory, page, 12345)));
  say_result("madvise, an odd address", madvise(memory + 1, page, MADV_NORMAL));
  say_result("madvise MADV_DONTNEED", madvise(memory, page, MADV_DONTNEED));
  say("on Linux that makes private memory zero: %d", memory[0]);
  munmap(memory + page, page);
  say_result("a hole", madvise(memory, 2 * page, MADV_DONTFORK));
  return 0;
}
