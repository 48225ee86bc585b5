/* fork: the time left until an alarm is reset to zero in the child, and the alarm is cancelled. */
#include "../facts.h"

int main(void)
{
  say("an alarm is set where none was: %u left", alarm(1000));
  pid_t child = fork();
  if (child == 0) {
    say("child: %u seconds left", alarm(0));
    say("child: sets its own: %u left before it", alarm(2000));
    return 0;
  }
  await("child", child);
  unsigned left = alarm(0);
  say("parent: still the alarm of before: %s", yes(left > 900 && left <= 1000));
  say("parent: and now none: %u", alarm(0));
  return 0;
}
