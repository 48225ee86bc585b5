/* pthread_atfork (POSIX.1-2024): what libraries do around a fork. */
#include <errno.h>
#include <stdlib.h>

#include "atfork.h"

struct at_fork {
  struct at_fork *newer, *older;
  void (*prepare)(void), (*parent)(void), (*child)(void);
};

static struct at_fork *oldest, *newest;
/* The newest when the fork began: handlers that its handlers register are for the next one. */
static struct at_fork *last_of_fork;

/*
 * Registers handlers, each of which may be NULL. They are inherited by children, and never taken away.
 *
 * - ENOMEM  there is no memory to remember them
 */
int pthread_atfork(void (*prepare)(void), void (*parent)(void), void (*child)(void))
{
  struct at_fork *made = malloc(sizeof *made);
  if (!made) return ENOMEM;
  *made = (struct at_fork){.older = newest, .prepare = prepare, .parent = parent, .child = child};
  *(newest ? &newest->newer : &oldest) = made;
  newest = made;
  return 0;
}

void __prong_run_at_fork(char stage)
{
  if (stage == 'p') {
    last_of_fork = newest;
    for (struct at_fork *each = newest; each; each = each->older)
      if (each->prepare) each->prepare();
    return;
  }
  struct at_fork *last = last_of_fork; /* a handler may fork, too */
  for (struct at_fork *each = last ? oldest : NULL; each; each = each == last ? NULL : each->newer) {
    void (*handler)(void) = stage == 'c' ? each->child : each->parent;
    if (handler) handler();
  }
}
