/* RLIMIT_AS: mmap and malloc fail with ENOMEM beyond it; a child has the same limit. */
#include "../facts.h"
#include <sys/mman.h>
#include <sys/resource.h>

static const char *map(size_t size)
{
  void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return error_name(errno);
  munmap(memory, size);
  return "ok";
}

int main(void)
{
  size_t mega = 1024 * 1024;
  say("without a limit, 100 MB: %s", map(100 * mega));
  struct rlimit limit;
  getrlimit(RLIMIT_AS, &limit);
  limit.rlim_cur = 64 * mega;
  say_result("setrlimit: 64 MB", setrlimit(RLIMIT_AS, &limit));
  say("100 MB: %s", map(100 * mega));
  say("1 MB: %s", map(mega));
  void *volatile memory = malloc(100 * mega);
  say("malloc of 100 MB: %s", memory == NULL ? "NULL" : "memory");
  pid_t child = fork();
  if (child == 0) {
    say("child: 100 MB: %s", map(100 * mega));
    return 0;
  }
  await("child", child);
  return 0;
}
