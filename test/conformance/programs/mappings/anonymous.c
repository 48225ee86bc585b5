/* mmap: anonymous memory is zero, whole pages, and private or shared; errors of length, flags and descriptor. */
#include "../facts.h"
#include <fcntl.h>
#include <sys/mman.h>

static const char *outcome(const void *result) { return result == MAP_FAILED ? error_name(errno) : "ok"; }

int main(void)
{
  size_t page = sysconf(_SC_PAGESIZE);
  int both = PROT_READ | PROT_WRITE;
  unsigned char *memory = mmap(NULL, 3 * page - 5, both, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  say("mapped: %s, at a whole page: %s", outcome(memory), yes((size_t)memory % page == 0));
  long sum = 0;
  for (size_t i = 0; i < 3 * page; i++) sum += memory[i];
  say("all zero, to the end of the last page: %s", yes(sum == 0));
  memory[3 * page - 1] = 7;
  say("and writable: %d", memory[3 * page - 1]);
  say_result("munmap", munmap(memory, 3 * page));
  say_result("munmap again is no error", munmap(memory, 3 * page));
  memory = mmap(NULL, page, both, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  say("mapped anew it is zero: %d", memory[0]);
  say("no length: %s", outcome(mmap(NULL, 0, both, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)));
  say("neither shared nor private: %s", outcome(mmap(NULL, page, both, MAP_ANONYMOUS, -1, 0)));
  say("no descriptor: %s", outcome(mmap(NULL, page, both, MAP_PRIVATE, 999, 0)));
  int file = open("file", O_CREAT | O_RDONLY, 0600);
  say("an odd offset: %s", outcome(mmap(NULL, page, PROT_READ, MAP_PRIVATE, file, 1)));
  say("shared and writable, of a file open to read: %s", outcome(mmap(NULL, page, both, MAP_SHARED, file, 0)));
  int ends[2];
  pipe(ends);
  say("a pipe: %s", outcome(mmap(NULL, page, PROT_READ, MAP_PRIVATE, ends[0], 0)));
  say_result("munmap of an odd address", munmap(memory + 1, page));
  say_result("munmap of nothing", munmap(memory, 0));
  return 0;
}
