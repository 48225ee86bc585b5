/* Makes a file in /made, and says whether it was there. */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

int main(void)
{
  int fd = open("/made/file", O_CREAT | O_EXCL | O_WRONLY, 0644);
  puts(fd < 0 ? "it was there" : "made");
  return 0;
}
