/* fork: the child inherits resource limits; after that each has its own. */
#include "../facts.h"
#include <sys/resource.h>

static int limit_of(int which)
{
  struct rlimit limit;
  getrlimit(which, &limit);
  return limit.rlim_cur == RLIM_INFINITY ? -1 : (int)limit.rlim_cur;
}

static void set(int which, int to)
{
  struct rlimit limit;
  getrlimit(which, &limit);
  limit.rlim_cur = to;
  setrlimit(which, &limit);
}

int main(void)
{
  set(RLIMIT_NOFILE, 50);
  set(RLIMIT_CPU, 1000);
  set(RLIMIT_FSIZE, 5000);
  set(RLIMIT_CORE, 0);
  pid_t child = fork();
  if (child == 0) {
    say("child: descriptors %d, CPU %d s, files %d bytes, core %d", limit_of(RLIMIT_NOFILE), limit_of(RLIMIT_CPU),
        limit_of(RLIMIT_FSIZE), limit_of(RLIMIT_CORE));
    set(RLIMIT_NOFILE, 20);
    say("child: descriptors %d", limit_of(RLIMIT_NOFILE));
    return 0;
  }
  await("child", child);
  say("parent: descriptors %d", limit_of(RLIMIT_NOFILE));
  return 0;
}
