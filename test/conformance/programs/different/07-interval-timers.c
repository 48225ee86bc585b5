/* fork: interval timers (setitimer) are reset in the child. */
#include "../facts.h"
#include <sys/time.h>

static const int which[] = { ITIMER_REAL, ITIMER_VIRTUAL, ITIMER_PROF };
static const char *const names[] = { "ITIMER_REAL", "ITIMER_VIRTUAL", "ITIMER_PROF" };

static void look(const char *who)
{
  for (int i = 0; i < 3; i++) {
    struct itimerval value;
    getitimer(which[i], &value);
    say("%s: %s: %s, %s", who, names[i], value.it_value.tv_sec > 900 ? "armed" : "not armed",
        value.it_interval.tv_sec == 500 ? "again after 500 s" : "not again");
  }
}

int main(void)
{
  struct itimerval value = { .it_value = { 1000, 0 }, .it_interval = { 500, 0 } };
  for (int i = 0; i < 3; i++) say_result(names[i], setitimer(which[i], &value, NULL));
  pid_t child = fork();
  if (child == 0) {
    look("child");
    return 0;
  }
  await("child", child);
  look("parent");
  return 0;
}
