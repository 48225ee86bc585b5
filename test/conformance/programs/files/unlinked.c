/* unlink: a file without a name lives as long as anyone has it open, in whichever process. */
#include "../facts.h"
#include <fcntl.h>
#include <sys/stat.h>

int main(void)
{
  int number = open("file", O_CREAT | O_RDWR, 0600);
  write(number, "still here", 10);
  say_result("unlink", unlink("file"));
  say_result("open", open("file", O_RDONLY));
  struct stat status;
  fstat(number, &status);
  say("links: %d, bytes: %d", (int)status.st_nlink, (int)status.st_size);
  close(number);
  number = open("other", O_CREAT | O_RDWR, 0600);
  write(number, "by the child", 12);
  unlink("other");
  int ends[2];
  pipe(ends);
  pid_t child = fork();
  if (child == 0) {
    char text[16] = "", byte;
    close(ends[1]);
    read(ends[0], &byte, 1); /* until the parent has closed its own */
    lseek(number, 0, SEEK_SET);
    read(number, text, 15);
    say("child: reads \"%s\"", text);
    return 0;
  }
  close(number);
  close(ends[1]);
  await("child", child);
  return 0;
}
