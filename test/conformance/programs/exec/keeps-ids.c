/* exec: the process keeps its pid, parent, process group, session, and user and group ids. */
#include "../facts.h"

int main(int argc, char *argv[])
{
  char ids[128], user[128];
  snprintf(ids, sizeof ids, "%ld %ld %ld %ld", (long)getpid(), (long)getppid(), (long)getpgrp(), (long)getsid(0));
  snprintf(user, sizeof user, "%ld %ld %ld %ld", (long)getuid(), (long)geteuid(), (long)getgid(), (long)getegid());
  if (argc == 3) {
    say("pid, parent, group and session are the same: %s", yes(strcmp(ids, argv[1]) == 0));
    say("user and group, real and effective, are the same: %s", yes(strcmp(user, argv[2]) == 0));
    return 4;
  }
  pid_t child = fork();
  if (child == 0) {
    setpgid(0, 0);
    snprintf(ids, sizeof ids, "%ld %ld %ld %ld", (long)getpid(), (long)getppid(), (long)getpgrp(), (long)getsid(0));
    execl(argv[0], argv[0], ids, user, (char *)NULL);
    _exit(127);
  }
  await("child", child);
  return 0;
}
