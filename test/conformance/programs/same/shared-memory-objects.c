/* fork, shm_open: mappings of a shared memory object are shared with the child; so is what others open by its name. */
#include "../facts.h"
#include <fcntl.h>
#include <sys/mman.h>

int main(void)
{
  char name[64];
  snprintf(name, sizeof name, "/prong-conformance-%ld", (long)getpid());
  size_t page = sysconf(_SC_PAGESIZE);
  int object = shm_open(name, O_CREAT | O_EXCL | O_RDWR, 0600);
  say_result("shm_open", object);
  say_result("ftruncate", ftruncate(object, page));
  char *memory = mmap(NULL, page, PROT_READ | PROT_WRITE, MAP_SHARED, object, 0);
  strcpy(memory, "parent");
  pid_t child = fork();
  if (child == 0) {
    say("child: %s", memory);
    int again = shm_open(name, O_RDWR, 0);
    char *other = mmap(NULL, page, PROT_READ | PROT_WRITE, MAP_SHARED, again, 0);
    strcpy(other, "child, by its name");
    msync(other, page, MS_SYNC);
    say("child: both mappings are one: %s", yes(strcmp(memory, other) == 0));
    return 0;
  }
  await("child", child);
  say("parent: %s", memory);
  say_result("shm_unlink", shm_unlink(name));
  say_result("shm_open of what is unlinked", shm_open(name, O_RDWR, 0));
  say("parent: the mapping stays: %s", memory);
  return 0;
}
