/* fork: ENOMEM where there is no memory for a child, and then none is made; the caller is as it was. */
#include "../facts.h"

#define BLOCK 65536

struct block {
  struct block *next;
  char bytes[BLOCK];
};

int main(void)
{
  if (getenv("ALONE_IN_THE_WORLD") == NULL) return 1; /* elsewhere it would use up the memory of others */
  pid_t child = fork();
  if (child == 0) _exit(0);
  await("while there is memory, a child", child);
  struct block *blocks = NULL, *block;
  while ((block = malloc(sizeof *block)) != NULL) {
    memset(block->bytes, 7, BLOCK);
    block->next = blocks;
    blocks = block;
  }
  child = fork();
  if (child == 0) _exit(0);
  say_result("fork, when all memory is taken", child);
  say("no child was made: %s", yes(wait(NULL) == -1 && errno == ECHILD));
  int wrong = 0;
  for (block = blocks; block != NULL; block = block->next)
    for (int i = 0; i < BLOCK; i++) wrong += block->bytes[i] != 7;
  say("bytes of the caller that changed: %d", wrong);
  while (blocks != NULL) {
    block = blocks;
    blocks = blocks->next;
    free(block);
  }
  return 0;
}
