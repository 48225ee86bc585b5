/* setjmp, longjmp, sigsetjmp: go back to where the first was called, out of any depth; 0 becomes 1. */
#include "../facts.h"
#include <setjmp.h>

static jmp_buf place, outer;
static volatile int calls;

static int deeper(int depth, int value)
{
  calls++;
  if (depth < 0) return 0;
  if (depth == 0) longjmp(place, value);
  return deeper(depth - 1, value) + 1;
}

int main(void)
{
  volatile int round = 0;
  int value = setjmp(place);
  say("setjmp: %d", value);
  if (round < 3) {
    int values[] = { 5, 0, -3 };
    round++;
    deeper(10, values[round - 1]);
  }
  say("calls: %d", calls);

  volatile int inner = 0;
  if (setjmp(outer) == 0) {
    if (setjmp(place) == 0) deeper(2, 1);
    inner = 1;
    longjmp(outer, 2);
  }
  say("nested: %d", inner);

  value = setjmp(place);
  if (value == 0) {
    pid_t child = fork();
    if (child == 0) longjmp(place, 8);
    reap(child);
    longjmp(place, 9);
  }
  say("%s: %d", value == 8 ? "child" : "parent", value);
  return 0;
}
