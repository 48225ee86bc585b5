/* fork: memory locks (mlock) are not inherited by the child; so what it may lock is all left to it. */
#include "../facts.h"
#include <sys/mman.h>
#include <sys/resource.h>

int main(void)
{
  if (geteuid() == 0) setuid(65534); /* who may do all is held to no limit */
  size_t page = sysconf(_SC_PAGESIZE);
  struct rlimit limit = { 2 * page, 2 * page };
  say_result("setrlimit: two pages", setrlimit(RLIMIT_MEMLOCK, &limit));
  char *memory = mmap(NULL, 4 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  memset(memory, 7, 4 * page);
  say_result("parent: mlock of two pages", mlock(memory, 2 * page));
  say_result("parent: mlock of one more", mlock(memory + 2 * page, page));
  pid_t child = fork();
  if (child == 0) {
    say_result("child: mlock of the other two", mlock(memory + 2 * page, 2 * page));
    say_result("child: mlock of one more", mlock(memory, page));
    return 0;
  }
  await("child", child);
  say_result("parent: munlock", munlock(memory, 2 * page));
  say_result("parent: mlock of the other two", mlock(memory + 2 * page, 2 * page));
  return 0;
}
