/* _Fork calls no fork handlers, and neither does vfork. */
#include "../facts.h"
#include <pthread.h>

static int prepared, in_parent, in_child;
static void prepare(void) { prepared++; }
static void after_in_parent(void) { in_parent++; }
static void after_in_child(void) { in_child++; }
static void look(const char *who) { say("%s: prepare %d, parent %d, child %d", who, prepared, in_parent, in_child); }

int main(void)
{
  pthread_atfork(prepare, after_in_parent, after_in_child);
  pid_t child = fork();
  if (child == 0) {
    look("child of fork");
    _exit(0);
  }
  reap(child);
  look("parent of fork");
  child = _Fork();
  if (child == 0) {
    look("child of _Fork");
    _exit(0);
  }
  reap(child);
  look("parent of _Fork");
  child = vfork();
  if (child == 0) _exit(0);
  reap(child);
  look("parent of vfork");
  return 0;
}
