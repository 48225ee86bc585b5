/* exec: the process keeps its working directory, file mode mask, resource limits and nice value. */
#include "../facts.h"
#include <sys/resource.h>
#include <sys/stat.h>

int main(int argc, char *argv[])
{
  struct rlimit limit;
  if (argc == 3) {
    char path[1024];
    say("the directory: %s", getcwd(path, sizeof path) == NULL ? error_name(errno) : strrchr(path, '/') + 1);
    say("the mask: %03o", (int)umask(0));
    getrlimit(RLIMIT_NOFILE, &limit);
    say("the limit of descriptors: %d", (int)limit.rlim_cur);
    say("the nice value: %s", yes(nice(0) == atoi(argv[2])));
    return 0;
  }
  mkdir("folder", 0700);
  umask(027);
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = 33;
  setrlimit(RLIMIT_NOFILE, &limit);
  char nice_value[16], program[1200], path[1024];
  snprintf(nice_value, sizeof nice_value, "%d", nice(4));
  snprintf(program, sizeof program, "%s/%s", argv[0][0] == '/' ? "" : getcwd(path, sizeof path), argv[0]);
  chdir("folder");
  execl(program, argv[0], "again", nice_value, (char *)NULL);
  say_result("execl", -1);
  return 1;
}
