/* kill with -1: the signal goes to all processes that the caller may signal; on Linux not to the caller. */
#include "../facts.h"

int main(void)
{
  if (getenv("ALONE_IN_THE_WORLD") == NULL) return 1; /* elsewhere it would end what it finds */
  int gate[2];
  pipe(gate);
  pid_t ignores = fork();
  if (ignores == 0) {
    signal(SIGTERM, SIG_IGN);
    write(gate[1], "!", 1);
    for (;;) pause();
  }
  pid_t children[2];
  for (int i = 0; i < 2; i++) {
    children[i] = fork();
    if (children[i] != 0) continue;
    setsid();
    write(gate[1], "!", 1);
    for (;;) pause();
  }
  char bytes[3];
  for (int got = 0; got < 3;) got += read(gate[0], bytes, 3 - got);
  say_result("kill(-1, SIGTERM)", kill(-1, SIGTERM));
  await("a child", children[0]);
  await("another", children[1]);
  say("who ignores it lives on: %d", (int)waitpid(ignores, NULL, WNOHANG));
  say_result("kill(-1, SIGKILL)", kill(-1, SIGKILL));
  await("who ignored", ignores);
  say("the caller lives");
  return 0;
}
