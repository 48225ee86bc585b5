/* RLIMIT_STACK: who recurses without end is ended by SIGSEGV, and nobody else is. */
#include "../facts.h"
#include <sys/resource.h>

static volatile int depth;

__attribute__((noinline)) static int recurse(volatile char *above)
{
  volatile char local[256];
  local[0] = above[0] + 1;
  depth++;
  return depth < 0 ? 0 : recurse(local) + local[0];
}

int main(void)
{
  struct rlimit limit;
  getrlimit(RLIMIT_STACK, &limit);
  limit.rlim_cur = 1 << 20;
  say_result("setrlimit", setrlimit(RLIMIT_STACK, &limit));
  pid_t child = fork();
  if (child == 0) {
    char first = 0;
    return recurse(&first);
  }
  await("child", child);
  say("parent: goes on");
  return 0;
}
