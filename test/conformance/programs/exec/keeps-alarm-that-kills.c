/* exec: an alarm set before goes off after; its handler is gone, so it ends the process. */
#include "../facts.h"
#include <sys/time.h>

static void handler(int number) { (void)number; }

int main(int argc, char *argv[])
{
  if (argc > 1) {
    for (;;) pause();
  }
  pid_t child = fork();
  if (child == 0) {
    handle(SIGALRM, handler, 0);
    struct itimerval soon = { .it_value = { 0, 200000 }, .it_interval = { 0, 0 } };
    setitimer(ITIMER_REAL, &soon, NULL);
    execl(argv[0], argv[0], "again", (char *)NULL);
    _exit(127);
  }
  await("child", child);
  return 0;
}
