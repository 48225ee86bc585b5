/* fork: the child's memory is a copy: what one writes afterwards the other never sees. Data, stack and heap. */
#include "../facts.h"

static int data = 1;
static int zeroed;

/* Each call has a local of its own; at the bottom a child changes what lies above it. */
static int deep(int level, int *above)
{
  int local = level;
  if (level > 0) return deep(level - 1, &local) + local;
  pid_t child = fork();
  if (child == 0) {
    *above = 1000;
    return 0;
  }
  reap(child);
  return 0;
}

int main(void)
{
  int local = 2;
  int *heap = malloc(1 << 20);
  heap[0] = heap[(1 << 18) - 1] = 3;
  int to_child[2];
  pipe(to_child);
  pid_t child = fork();
  if (child == 0) {
    char byte;
    read(to_child[0], &byte, 1); /* the parent has written to its memory */
    say("child: %d %d %d %d %d", data, zeroed, local, heap[0], heap[(1 << 18) - 1]);
    data = zeroed = local = heap[0] = heap[(1 << 18) - 1] = 99;
    free(heap);
    return 0;
  }
  data = 11, zeroed = 12, local = 13, heap[0] = 14;
  write(to_child[1], "!", 1);
  await("child", child);
  say("parent: %d %d %d %d %d", data, zeroed, local, heap[0], heap[(1 << 18) - 1]);
  pid_t self = getpid();
  int sum = deep(20, &local);
  say("%s: the locals of 20 calls: %d", getpid() == self ? "parent" : "child", sum);
  return 0;
}
