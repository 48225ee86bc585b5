/* shm_open, shm_unlink: objects with names; EEXIST, ENOENT, EACCES of a mapping; they live while mapped or open. */
#include "../facts.h"
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

int main(void)
{
  char name[64];
  snprintf(name, sizeof name, "/prong-conformance-%ld", (long)getpid());
  size_t page = sysconf(_SC_PAGESIZE);
  shm_unlink(name);
  say_result("open what is not there", shm_open(name, O_RDWR, 0));
  int object = shm_open(name, O_CREAT | O_EXCL | O_RDWR, 0600);
  say_result("make it", object);
  say_result("make it again, O_EXCL", shm_open(name, O_CREAT | O_EXCL | O_RDWR, 0600));
  struct stat status;
  fstat(object, &status);
  say("its size: %d", (int)status.st_size);
  say("FD_CLOEXEC is set: %s", yes(fcntl(object, F_GETFD) == FD_CLOEXEC));
  say_result("ftruncate", ftruncate(object, page));
  char *memory = mmap(NULL, page, PROT_READ | PROT_WRITE, MAP_SHARED, object, 0);
  close(object);
  strcpy(memory, "kept");
  int reader = shm_open(name, O_RDONLY, 0);
  void *writable = mmap(NULL, page, PROT_READ | PROT_WRITE, MAP_SHARED, reader, 0);
  say("open to read, mapped to write: %s", writable == MAP_FAILED ? error_name(errno) : "ok");
  char *readable = mmap(NULL, page, PROT_READ, MAP_SHARED, reader, 0);
  say("mapped to read: %s", readable);
  int again = shm_open(name, O_RDWR | O_TRUNC, 0);
  fstat(again, &status);
  say("O_TRUNC: its size: %d", (int)status.st_size);
  say_result("unlink", shm_unlink(name));
  say_result("unlink again", shm_unlink(name));
  int fresh = shm_open(name, O_CREAT | O_RDWR, 0600);
  ftruncate(again, page);
  ftruncate(fresh, page);
  char *other = mmap(NULL, page, PROT_READ | PROT_WRITE, MAP_SHARED, fresh, 0);
  strcpy(memory, "old");
  say("a new one of that name is another: \"%s\"", other);
  shm_unlink(name);
  return 0;
}
