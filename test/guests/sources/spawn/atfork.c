/* pthread_atfork (POSIX.1-2024): prepare in reverse order, parent and child in order; a child's own handlers; _Fork runs none. */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* What this process has seen: parent and child run side by side, so each tells at its end. */
static char notes[1000];
static void note(const char *text)
{
  strcat(notes, text);
  strcat(notes, "\n");
}
static void tell(const char *who)
{
  printf("%s:\n%s", who, notes);
  notes[0] = '\0';
}

#define HANDLER(name, text)                                                                        \
  static void name(void) { note(text); }
HANDLER(prepare1, "prepare 1")
HANDLER(prepare2, "prepare 2")
HANDLER(prepare3, "prepare 3")
HANDLER(parent1, "parent 1")
HANDLER(parent2, "parent 2")
HANDLER(child1, "child 1")
HANDLER(child2, "child 2")
HANDLER(child3, "child 3")

static void changes_errno(void) { errno = 99; }

int main(void)
{
  setvbuf(stdout, NULL, _IONBF, 0);
  printf("%d", pthread_atfork(prepare1, parent1, child1));
  printf("%d", pthread_atfork(NULL, NULL, NULL));
  printf("%d\n", pthread_atfork(prepare2, parent2, child2));
  pid_t pid = fork();
  if (pid == 0) {
    pthread_atfork(prepare3, NULL, child3);
    pid_t grandchild = fork();
    if (grandchild == 0) {
      tell("the grandchild");
      _exit(0);
    }
    waitpid(grandchild, NULL, 0);
    tell("the child");
    _exit(0);
  }
  waitpid(pid, NULL, 0);
  tell("the parent");
  pid = _Fork();
  if (pid == 0) {
    tell("the child of _Fork");
    _exit(0);
  }
  waitpid(pid, NULL, 0);
  tell("its parent");
  pthread_atfork(NULL, changes_errno, NULL);
  pid = fork();
  if (pid == 0) _exit(0);
  printf("%s\n", pid > 0 && waitpid(pid, NULL, 0) == pid ? "forked" : "not forked");
  return 0;
}
