/* fork may be called wherever a function may: in a comparison of qsort, in recursion, in a function of atexit. */
#include "../facts.h"

static pid_t first;
static int forks;

static int compare(const void *left, const void *right)
{
  if (forks++ == 0) {
    pid_t child = fork();
    if (child != 0) reap(child);
  }
  return *(const int *)left - *(const int *)right;
}

static void at_exit(void)
{
  if (getpid() != first) return;
  pid_t child = fork();
  if (child == 0) {
    say("child of a function of atexit");
    _exit(0);
  }
  reap(child);
  say("parent, in a function of atexit");
}

static int sum(int depth)
{
  if (depth == 0) {
    pid_t child = fork();
    if (child != 0) reap(child);
    return getpid() == first ? 1000 : 2000;
  }
  return depth + sum(depth - 1);
}

int main(void)
{
  first = getpid();
  int numbers[] = { 5, 3, 9, 1, 7 };
  qsort(numbers, 5, sizeof *numbers, compare);
  say("%s of qsort: %d %d %d %d %d", getpid() == first ? "parent" : "child", numbers[0], numbers[1], numbers[2],
      numbers[3], numbers[4]);
  if (getpid() != first) return 0;
  int result = sum(100);
  say("%s of a recursion: %d", getpid() == first ? "parent" : "child", result);
  if (getpid() != first) return 0;
  atexit(at_exit);
  return 0;
}
