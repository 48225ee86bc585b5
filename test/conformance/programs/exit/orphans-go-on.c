/* _exit: children of a process that ends go on, with another parent, and without a signal. */
#include "../facts.h"

static volatile sig_atomic_t caught;
static void handler(int number) { caught = number; }

int main(void)
{
  int gate[2], done[2];
  pipe(gate);
  pipe(done);
  pid_t child = fork();
  if (child == 0) {
    for (int number = 1; number < 32; number++) handle(number, handler, 0);
    for (int i = 0; i < 2; i++)
      if (fork() == 0) {
        char byte;
        close(gate[1]);
        while (read(gate[0], &byte, 1) == -1) continue;
        write(done[1], caught == 0 ? "q" : "s", 1);
        _exit(0);
      }
    kill(getpid(), SIGKILL);
  }
  await("their parent", child);
  close(gate[1]);
  close(done[1]);
  char text[3] = "";
  for (int got = 0, more; got < 2; got += more) {
    more = read(done[0], text + got, 2 - got);
    if (more <= 0) break;
  }
  say("both went on, and no signal came: %s", yes(strcmp(text, "qq") == 0));
  return 0;
}
