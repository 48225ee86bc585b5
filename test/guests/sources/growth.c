/* Memory grows for the process that asks for it alone; what was taken before the fork, both have. */
#include <sys/wait.h>
#include <unistd.h>

#include "say.h"

static long pages(void) { return (long)__builtin_wasm_memory_size(0); }

int main(void)
{
  long before = pages(), size = 65536;
  volatile char *last = (char *)(__builtin_wasm_memory_grow(0, 3) * size + 3 * size - 1);
  *last = 'p';
  say("the parent has taken # pages", pages() - before);
  if (fork() == 0) {
    say("the child has them too: #", pages() - before);
    say_whether("with what was written to them", *last == 'p');
    __builtin_wasm_memory_grow(0, 10);
    last[10 * size] = 'c';
    *last = 'c';
    say("the child has grown to # pages", pages() - before);
    _exit(0);
  }
  wait(NULL);
  say("the parent still has #", pages() - before);
  say_whether("and its own last byte", *last == 'p');
  __builtin_wasm_memory_grow(0, 1);
  int marks = 0;
  for (long i = 1; i <= size; i++) marks += last[i] != 0;
  say("bytes of new memory that somebody has used: #", marks);
  return 0;
}
