/* exec: memory, its mappings, open semaphores, functions of atexit and unflushed output are gone. */
#include "../facts.h"
#include <sys/mman.h>

static int data = 1;

static void at_exit(void) { say("a function of atexit"); }

int main(int argc, char *argv[])
{
  if (argc > 1) {
    say("data: %d, environment: %s", data, getenv("KEPT"));
    return 0;
  }
  size_t page = sysconf(_SC_PAGESIZE);
  char *shared = mmap(NULL, page, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  static char buffer[4096];
  setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
  atexit(at_exit);
  setenv("KEPT", "yes", 1);
  pid_t child = fork();
  if (child == 0) {
    data = 2;
    strcpy(shared, "the child was here");
    printf("this is in a buffer, and lost\n");
    execl(argv[0], argv[0], "again", (char *)NULL);
    _exit(127);
  }
  await("child", child);
  say("parent: data: %d, shared: %s", data, shared);
  return 0;
}
