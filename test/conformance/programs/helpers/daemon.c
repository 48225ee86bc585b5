/* daemon (BSD): the caller's parent sees it end; what goes on leads no session's terminal, in / and with /dev/null. */
#include "../facts.h"

int main(void)
{
  int told[2];
  pipe(told);
  pid_t child = fork();
  if (child == 0) {
    close(told[0]);
    pid_t before = getpid(), session = getsid(0);
    if (daemon(0, 0) == -1) _exit(9);
    char path[1024], text[4096];
    int count = snprintf(text, sizeof text, "another process: %s\nin its own session: %s\ndirectory: %s\ninput ends: %s\n",
        yes(getpid() != before), yes(getsid(0) != session), getcwd(path, sizeof path),
        yes(read(0, text, 1) == 0));
    say("this goes nowhere");
    write(told[1], text, count);
    _exit(0);
  }
  close(told[1]);
  await("who called daemon", child);
  char text[4096];
  for (int count; (count = read(told[0], text, sizeof text)) > 0;) write(1, text, count);
  return 0;
}
