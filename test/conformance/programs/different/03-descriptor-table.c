/* fork: the child has its own copy of the parent's descriptors: what one closes or opens the other does not see. */
#include "../facts.h"
#include <fcntl.h>

int main(void)
{
  int kept = open("file", O_CREAT | O_RDWR, 0600);
  int higher = kept + 1;
  pid_t child = fork();
  if (child == 0) {
    say("child: the parent's descriptor is open: %s", yes(fcntl(kept, F_GETFD) == 0));
    close(kept);
    say_result("child: fcntl of the closed one", fcntl(kept, F_GETFD));
    say("child: dup2 to a new number: %s", yes(dup2(1, higher) == higher));
    return 0;
  }
  await("child", child);
  say_result("parent: fcntl of what the child closed", fcntl(kept, F_GETFD));
  say_result("parent: fcntl of what the child opened", fcntl(higher, F_GETFD));
  return 0;
}
