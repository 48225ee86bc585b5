/*
 * What programs that fork in odd places have in common. `odd()` forks and answers 1 in the child, 0 in the parent, and the
 * parent waits inside it until the child has come to the end of its place: so there is one order, and what is printed is a
 * list of facts. Each process prints its way (the answers that it got) and what its place came to.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* A function of its own, whatever the compiler thinks of it. */
#define KEPT __attribute__((noinline))

static char way[40];
static int is_child;

static KEPT int odd(void)
{
  pid_t pid = fork();
  if (pid < 0) _exit(99);
  if (pid == 0) {
    is_child = 1;
    strcat(way, "1");
    return 1;
  }
  int status;
  if (waitpid(pid, &status, 0) != pid || status != 0) _exit(98);
  strcat(way, "0");
  return 0;
}

/* Nothing that a compiler could know. */
static volatile int seven = 7;
static KEPT int plain(int x) { return x * seven; }

/* Comes to the end of a place: a child ends here, the first process goes on to the next place. */
static void place(const char *name, long long came_to)
{
  char line[200];
  int length = snprintf(line, sizeof line, "%s [%s] %lld\n", name, way, came_to);
  write(STDOUT_FILENO, line, length);
  if (is_child) _exit(0);
  way[0] = '\0';
}
