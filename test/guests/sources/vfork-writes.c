/* What a vfork child writes: in its own frame and below, which it may, and where its parent will find it. */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

int counter;
char text[64];
static char frames;

__attribute__((noinline)) static int deeper(int depth)
{
  volatile char frame[300];
  for (int i = 0; i < 300; i++) frame[i] = (char)depth;
  return depth == 0 ? frame[7] : deeper(depth - 1) + frame[299];
}

/* The caller of vfork's caller has a frame, too: that one is not the child's. */
__attribute__((noinline)) static int child(const char *what, volatile int *outer)
{
  volatile int local = 1;
  pid_t pid = vfork();
  if (pid == 0) {
    local = 2;
    if (strchr(what, 'd')) frames += deeper(5) > 0;
    if (strchr(what, 'c')) counter = 7;
    if (strchr(what, 't')) strcpy(text, "hello there");
    if (strchr(what, 'o')) *outer = 5;
    if (strchr(what, 'p')) pipe((int *)text);
    if (strchr(what, 'e')) execl("/bin/nothing", "nothing", (char *)0);
    if (strchr(what, 'x')) execl("/bin/guest", "guest", (char *)0);
    _exit(local);
  }
  int status;
  waitpid(pid, &status, 0);
  return WEXITSTATUS(status);
}

int main(int argc, char **argv)
{
  volatile int outer = 1;
  if (argc < 2) return 3;
  printf("%d ", child(argv[1], &outer));
  printf("%d %d\n", counter, outer);
  printf("counter %p text %p outer %p\n", (void *)&counter, (void *)text, (void *)&outer);
  return 0;
}
