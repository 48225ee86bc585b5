/* mkfifo: a pipe with a name: opening waits for the other end, or fails with ENXIO for a writer with O_NONBLOCK. */
#include "../facts.h"
#include <fcntl.h>
#include <sys/stat.h>

int main(void)
{
  struct stat status;
  say_result("mkfifo", mkfifo("fifo", 0600));
  say_result("mkfifo again", mkfifo("fifo", 0600));
  stat("fifo", &status);
  say("it is a FIFO: %s", yes(S_ISFIFO(status.st_mode)));
  say_result("open to write, O_NONBLOCK, nobody reads", open("fifo", O_WRONLY | O_NONBLOCK));
  int early = open("fifo", O_RDONLY | O_NONBLOCK);
  say_result("open to read, O_NONBLOCK", early);
  char text[16] = "";
  say("read, nobody has it open to write: %d", (int)read(early, text, sizeof text));
  close(early);
  pid_t child = fork();
  if (child == 0) {
    int out = open("fifo", O_WRONLY);
    write(out, "through the fifo", 16);
    return 3;
  }
  int in = open("fifo", O_RDONLY);
  int count = read(in, text, sizeof text);
  say("parent: read %d: \"%.16s\"", count, text);
  say("parent: then the end: %d", (int)read(in, text, sizeof text));
  await("child", child);
  say_result("unlink", unlink("fifo"));
  say_result("fstat of what is open still", fstat(in, &status));
  return 0;
}
