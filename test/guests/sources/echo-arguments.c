/* Prints its arguments, its environment, and which of the descriptors 3 to 9 are open. */
#include <fcntl.h>
#include <unistd.h>

#include "say.h"

int main(int argc, char *argv[])
{
  for (int i = 0; i < argc; i++) say(argv[i], i);
  for (char **variable = environ; *variable != NULL; variable++) say(*variable, 0);
  for (int fd = 3; fd < 10; fd++)
    if (fcntl(fd, F_GETFD) >= 0) say("descriptor # is open", fd);
  return 42;
}
