/* waitpid with WUNTRACED and WCONTINUED: reports children that stopped and that went on, each stop once. */
#include "../facts.h"

int main(void)
{
  int gate[2];
  pipe(gate);
  pid_t child = fork();
  if (child == 0) {
    char byte;
    close(gate[1]);
    read(gate[0], &byte, 1);
    _exit(6);
  }
  int status;
  kill(child, SIGSTOP);
  say("WUNTRACED answers the pid: %s", yes(waitpid(child, &status, WUNTRACED) == child));
  say_end("child", status);
  say("the same stop is not told twice: %d", (int)waitpid(child, &status, WUNTRACED | WNOHANG));
  say("without WUNTRACED a stopped child is none to tell of: %d", (int)waitpid(child, &status, WNOHANG));
  kill(child, SIGCONT);
  say("WCONTINUED answers the pid: %s", yes(waitpid(child, &status, WCONTINUED) == child));
  say_end("child", status);
  say("it is not told twice: %d", (int)waitpid(child, &status, WCONTINUED | WNOHANG));
  kill(child, SIGSTOP);
  waitpid(child, &status, WUNTRACED);
  say_end("child", status);
  kill(child, SIGCONT);
  close(gate[1]);
  await("child", child);
  return 0;
}
