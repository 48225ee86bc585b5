/* pthread_atfork: prepare handlers run in reverse order of registration, parent and child handlers in order. */
#include "../facts.h"
#include <pthread.h>

static void prepare_1(void) { say("prepare 1"); }
static void prepare_2(void) { say("prepare 2"); }
static void parent_1(void) { say("  parent 1"); }
static void parent_2(void) { say("  parent 2"); }
static void child_1(void) { say("    child 1"); }
static void child_2(void) { say("    child 2"); }

/* The parent's handlers run when the child has ended: so what both say is said in one order. */
static int ended[2];
static void parent_first(void)
{
  char byte;
  close(ended[1]);
  read(ended[0], &byte, 1);
}

int main(void)
{
  pipe(ended);
  say("pthread_atfork: %d", pthread_atfork(NULL, parent_first, NULL));
  say("pthread_atfork: %d", pthread_atfork(prepare_1, parent_1, child_1));
  say("pthread_atfork: %d", pthread_atfork(prepare_2, parent_2, child_2));
  pid_t child = fork();
  if (child == 0) {
    say("    child: fork returned");
    return 0;
  }
  await("  parent: the child", child);
  return 0;
}
