/* fork: EAGAIN when RLIMIT_NPROC would be exceeded, and no child is made. */
#include "../facts.h"
#include <sys/resource.h>

int main(void)
{
  if (geteuid() == 0) setuid(54321); /* who may do all is held to no limit */
  struct rlimit limit = { 1, 1 };
  say_result("setrlimit", setrlimit(RLIMIT_NPROC, &limit));
  pid_t child = fork();
  if (child == 0) _exit(0);
  say_result("fork", child);
  say("no child was made: %s", yes(wait(NULL) == -1 && errno == ECHILD));
  child = vfork();
  if (child == 0) _exit(0);
  say_result("vfork", child);
  say_result("fork again", fork());
  return 0;
}
