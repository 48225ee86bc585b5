/*
 * Takes memory until there is no more. Then fork is refused with ENOMEM: there is no child, and all that was in memory is
 * still there. What a child takes comes back when the child ends.
 */
#include <errno.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "say.h"

#define BLOCK 65536

struct block {
  struct block *next;
  unsigned char bytes[BLOCK];
};

static struct block *take_all(void)
{
  struct block *blocks = NULL, *block;
  unsigned char mark = 1;
  while ((block = malloc(sizeof *block)) != NULL) {
    memset(block->bytes, mark++, BLOCK);
    block->next = blocks;
    blocks = block;
  }
  return blocks;
}

static int are_whole(const struct block *blocks)
{
  if (blocks == NULL) return 0;
  unsigned char mark = blocks->bytes[0];
  for (; blocks != NULL; blocks = blocks->next, mark--)
    for (int i = 0; i < BLOCK; i++)
      if (blocks->bytes[i] != mark) return 0;
  return mark == 0;
}

int main(void)
{
  int status;
  pid_t pid = fork();
  if (pid == 0) {
    struct block *blocks = take_all();
    int refused = fork() < 0 && errno == ENOMEM;
    say_whether("a child that has taken all memory finds it whole", are_whole(blocks));
    say_whether("it cannot fork: ENOMEM", refused);
    say_whether("and it has no child", wait(NULL) < 0 && errno == ECHILD);
    _exit(0);
  }
  waitpid(pid, &status, 0);
  pid = fork();
  if (pid == 0) _exit(5);
  say_whether("its memory came back when it ended", pid > 0 && waitpid(pid, &status, 0) == pid && status == 5 << 8);

  struct block *blocks = take_all();
  say_whether("now the parent has taken it", are_whole(blocks));
  say_whether("and cannot fork either", fork() < 0 && errno == ENOMEM);
  say_whether("vfork needs none", (pid = vfork()) == 0 ? (_exit(6), 0) : pid > 0);
  waitpid(pid, &status, 0);
  say("that child exited with #", WEXITSTATUS(status));
  return 0;
}
