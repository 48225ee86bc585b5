/* write: a blocking write of more than the pipe holds goes on until all is written, or a handler has run. */
#include "../facts.h"
#include <sys/time.h>

static void handler(int number) { (void)number; }

int main(void)
{
  int ends[2];
  static char block[200000];
  pipe(ends);
  pid_t child = fork();
  if (child == 0) {
    close(ends[0]);
    long result = write(ends[1], block, sizeof block);
    say("child: wrote %ld", result);
    _exit(0);
  }
  close(ends[1]);
  long total = 0, result;
  while ((result = read(ends[0], block, sizeof block)) > 0) total += result;
  reap(child);
  say("parent: read %ld", total);

  int again[2];
  pipe(again);
  handle(SIGALRM, handler, 0);
  struct itimerval soon = { .it_value = { 0, 50000 }, .it_interval = { 0, 50000 } };
  setitimer(ITIMER_REAL, &soon, NULL);
  say("interrupted after some: %ld", (long)write(again[1], block, sizeof block));
  say_result("interrupted before any", write(again[1], block, sizeof block));
  return 0;
}
