/* read: from the controlling terminal in the background: SIGTTIN stops the group; with it blocked or ignored, EIO. */
#include "../facts.h"

static void read_line(const char *who)
{
  char line[32] = "";
  int count = read(0, line, sizeof line - 1);
  if (count == -1) say("%s: read: %s", who, error_name(errno));
  else say("%s: read: %d, \"%.*s\"", who, count, (int)strcspn(line, "\n"), line);
}

int main(void)
{
  int status;
  signal(SIGTTOU, SIG_IGN);
  for (int how = 0; how < 2; how++) {
    pid_t child = fork();
    if (child == 0) {
      setpgid(0, 0);
      if (how == 0) signal(SIGTTIN, SIG_IGN);
      else mask_signal(SIG_BLOCK, SIGTTIN);
      read_line(how == 0 ? "SIGTTIN is ignored" : "SIGTTIN is blocked");
      _exit(0);
    }
    reap(child);
  }
  pid_t job = fork();
  if (job == 0) {
    setpgid(0, 0);
    read_line("job");
    _exit(0);
  }
  waitpid(job, &status, WUNTRACED);
  say_end("job", status);
  kill(-job, SIGCONT);
  waitpid(job, &status, WUNTRACED);
  say_end("job, continued in the background", status);
  tcsetpgrp(0, job);
  kill(-job, SIGCONT);
  say("(type hello^J)");
  await("job, continued in the foreground", job);
  tcsetpgrp(0, getpgrp());
  say("(type bye^J)");
  read_line("parent");
  return 0;
}
