/* RLIMIT_FSIZE: a write goes up to the limit; beyond it SIGXFSZ, and EFBIG for who lives on. */
#include "../facts.h"
#include <fcntl.h>
#include <sys/resource.h>

static volatile sig_atomic_t caught;
static void handler(int number) { caught = number; }

int main(void)
{
  struct rlimit limit;
  getrlimit(RLIMIT_FSIZE, &limit);
  limit.rlim_cur = 1000;
  say_result("setrlimit", setrlimit(RLIMIT_FSIZE, &limit));
  int file = open("file", O_CREAT | O_RDWR, 0600);
  static char block[600];
  pid_t child = fork();
  if (child == 0) {
    say("child: %d", (int)write(file, block, 600));
    say("child: %d", (int)write(file, block, 600));
    write(file, block, 1);
    say("never said");
    _exit(0);
  }
  await("child", child);
  signal(SIGXFSZ, SIG_IGN);
  say_result("ignored: write", write(file, block, 1));
  handle(SIGXFSZ, handler, 0);
  say_result("handled: write", write(file, block, 1));
  say("the handler saw %s", signal_name(caught));
  signal(SIGXFSZ, SIG_IGN);
  say_result("pwrite beyond", pwrite(file, block, 10, 5000));
  say_result("ftruncate beyond", ftruncate(file, 2000));
  say("pwrite up to it: %d", (int)pwrite(file, block, 100, 950));
  say_result("ftruncate below", ftruncate(file, 500));
  int ends[2];
  pipe(ends);
  static char large[2000];
  say("a pipe is no file: %d", (int)write(ends[1], large, sizeof large));
  return 0;
}
