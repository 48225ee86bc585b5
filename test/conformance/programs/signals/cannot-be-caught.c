/* sigaction: SIGKILL and SIGSTOP cannot be caught or ignored (EINVAL), and a mask does not block them. */
#include "../facts.h"

static void handler(int number) { (void)number; }

int main(void)
{
  struct sigaction action = { .sa_handler = handler };
  sigemptyset(&action.sa_mask);
  int numbers[] = { SIGKILL, SIGSTOP, 0, 65, -1 };
  const char *names[] = { "SIGKILL", "SIGSTOP", "0", "65", "-1" };
  for (int i = 0; i < 5; i++) say_result(names[i], sigaction(numbers[i], &action, NULL));
  action.sa_handler = SIG_IGN;
  say_result("to ignore SIGKILL", sigaction(SIGKILL, &action, NULL));
  action.sa_handler = SIG_DFL;
  say_result("to ask about SIGKILL", sigaction(SIGKILL, NULL, &action));
  say("signal(SIGSTOP): %s", signal(SIGSTOP, handler) == SIG_ERR ? error_name(errno) : "ok");
  sigset_t all, now;
  sigfillset(&all);
  say_result("block all", sigprocmask(SIG_SETMASK, &all, NULL));
  sigprocmask(SIG_BLOCK, NULL, &now);
  say("SIGKILL is blocked: %s, SIGSTOP: %s, SIGTERM: %s", yes(sigismember(&now, SIGKILL)), yes(sigismember(&now, SIGSTOP)),
      yes(sigismember(&now, SIGTERM)));
  pid_t child = fork();
  if (child == 0)
    for (;;) pause();
  int status;
  kill(child, SIGTERM);
  kill(child, SIGSTOP);
  waitpid(child, &status, WUNTRACED);
  say_end("a child that blocks all", status);
  kill(child, SIGKILL);
  await("and then", child);
  return 0;
}
