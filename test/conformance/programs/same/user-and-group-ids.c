/* fork: real, effective and saved ids and supplementary groups are those of the parent. */
#include "../facts.h"

int main(void)
{
  uid_t real = getuid(), effective = geteuid();
  gid_t group = getgid(), effective_group = getegid();
  gid_t groups[256], own[256];
  int count = getgroups(256, groups);
  say("getgroups answers: %s", yes(count >= 0));
  pid_t child = fork();
  if (child == 0) {
    say("child: real user the same: %s, effective: %s", yes(getuid() == real), yes(geteuid() == effective));
    say("child: real group the same: %s, effective: %s", yes(getgid() == group), yes(getegid() == effective_group));
    int own_count = getgroups(256, own);
    say("child: as many groups: %s", yes(own_count == count));
    say("child: the same ones: %s", yes(memcmp(own, groups, count * sizeof *groups) == 0));
    say_result("child: setuid to its own", setuid(getuid()));
    say_result("child: setgid to its own", setgid(getgid()));
    return 0;
  }
  await("child", child);
  return 0;
}
