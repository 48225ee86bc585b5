/* fork, mmap: MAP_SHARED mappings are inherited and stay shared; MAP_PRIVATE ones are inherited and become private. */
#include "../facts.h"
#include <sys/mman.h>

int main(void)
{
  size_t page = sysconf(_SC_PAGESIZE);
  int both = PROT_READ | PROT_WRITE;
  char *shared = mmap(NULL, page, both, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  char *private = mmap(NULL, page, both, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  strcpy(shared, "parent");
  strcpy(private, "parent");
  pid_t child = fork();
  if (child == 0) {
    say("child: shared \"%s\", private \"%s\"", shared, private);
    strcpy(shared, "child");
    strcpy(private, "child");
    pid_t grandchild = fork();
    if (grandchild == 0) {
      say("grandchild: shared \"%s\", private \"%s\"", shared, private);
      strcpy(shared + 10, "grandchild");
      return 0;
    }
    await("grandchild", grandchild);
    return 0;
  }
  await("child", child);
  say("parent: shared \"%s\" and \"%s\", private \"%s\"", shared, shared + 10, private);
  return 0;
}
