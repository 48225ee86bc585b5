/* RLIMIT_CPU: SIGXCPU when the process has used the soft limit, which it may handle. */
#include "../facts.h"
#include <sys/resource.h>

static volatile sig_atomic_t caught;
static volatile unsigned long counter;

static void handler(int number) { caught = number; }

int main(void)
{
  struct rlimit limit = { 1, 10 };
  pid_t child = fork();
  if (child == 0) {
    say_result("setrlimit", setrlimit(RLIMIT_CPU, &limit));
    handle(SIGXCPU, handler, 0);
    while (!caught) counter++;
    say("child: handled %s", signal_name(caught));
    signal(SIGXCPU, SIG_DFL);
    for (;;) counter++;
  }
  struct rusage usage;
  int status;
  wait4(child, &status, 0, &usage);
  say_end("child, which went on with the default", status);
  say("it used at least the soft limit: %s", yes(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec >= 1));
  return 0;
}
