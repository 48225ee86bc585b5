/* Children: who they are, how many there may be, and in which order they are waited for. */
#include "usertests.h"

QUESTION(fork_returns, "does fork answer a pid in the parent and 0 in the child?")
{
  int report[2];
  pid_t mine = getpid(), told;
  OK(pipe(report));
  pid_t child = FORK();
  if (child == 0) {
    pid_t found[2] = {getpid(), getppid()};
    EXPECT(sizeof found, write(report[1], found, sizeof found));
    _exit(0);
  }
  EXPECT_TRUE(child > 0 && child != mine);
  EXPECT(sizeof told, read(report[0], &told, sizeof told));
  EXPECT(child, told);
  EXPECT(sizeof told, read(report[0], &told, sizeof told));
  EXPECT(mine, told);
  EXPECT_EXIT(0, child);
}

QUESTION(two_exits, "what if two children exit at the same time?")
{
  for (int round = 0; round < 50; round++) {
    int seen[2] = {0, 0};
    pid_t children[2];
    for (int i = 0; i < 2; i++)
      if ((children[i] = FORK()) == 0) _exit(i + 1);
    for (int i = 0; i < 2; i++) {
      int status;
      pid_t pid = OK(wait(&status));
      int which = pid == children[1];
      EXPECT(children[which], pid);
      EXPECT(which + 1, WEXITSTATUS(status));
      seen[which]++;
    }
    EXPECT_TRUE(seen[0] == 1 && seen[1] == 1);
    EXPECT_ERRNO(ECHILD, wait(NULL));
  }
}

QUESTION(different_pids, "are the pids of all that live different?")
{
  pid_t children[50];
  for (int i = 0; i < 50; i++)
    if ((children[i] = FORK()) == 0) _exit(0);
  for (int i = 0; i < 50; i++) {
    EXPECT_TRUE(children[i] != getpid() && children[i] != getppid());
    for (int j = 0; j < i; j++) EXPECT_TRUE(children[i] != children[j]);
  }
  for (int i = 0; i < 50; i++) EXPECT_EXIT(0, children[i]);
}

QUESTION(wait_order, "can children be waited for in any order?")
{
  pid_t children[20];
  for (int i = 0; i < 20; i++)
    if ((children[i] = FORK()) == 0) _exit(i + 100);
  for (int i = 19; i >= 0; i -= 2) EXPECT_EXIT(i + 100, children[i]);
  for (int i = 0; i < 20; i += 2) EXPECT_EXIT(i + 100, children[i]);
  EXPECT_ERRNO(ECHILD, waitpid(children[3], NULL, 0));
}

/* Each generation exits with one more than its child. */
static int generation(int number)
{
  if (number == 0) return 0;
  pid_t child = FORK();
  if (child == 0) _exit(generation(number - 1));
  int status = status_of(child);
  EXPECT_TRUE(WIFEXITED(status));
  return WEXITSTATUS(status) + 1;
}

QUESTION(generations, "does an answer come up through fifty generations?")
{
  EXPECT(50, generation(50));
}

QUESTION(fork_tree, "does a tree of 127 processes have 64 leaves?")
{
  int leaves[2], depth = 0, count = 0;
  char byte;
  OK(pipe(leaves));
  pid_t root = FORK();
  if (root == 0) {
    pid_t left = 0, right = 0;
    while (depth < 6) {
      depth++;
      if ((left = FORK()) == 0) continue;
      if ((right = FORK()) == 0) continue;
      EXPECT_EXIT(0, left);
      EXPECT_EXIT(0, right);
      _exit(0);
    }
    EXPECT(1, write(leaves[1], "!", 1));
    _exit(0);
  }
  OK(close(leaves[1]));
  while (OK(read(leaves[0], &byte, 1)) == 1) count++;
  EXPECT(64, count);
  EXPECT_EXIT(0, root);
}

QUESTION(fork_in_condition, "does (fork() && fork()) || fork() make five of one?")
{
  int ends[2], count = 0;
  char byte;
  OK(pipe(ends));
  pid_t root = FORK();
  if (root == 0) {
    int answer = (FORK() && FORK()) || FORK();
    EXPECT(1, write(ends[1], answer ? "!" : "?", 1));
    while (wait(NULL) > 0) continue;
    _exit(0);
  }
  OK(close(ends[1]));
  while (OK(read(ends[0], &byte, 1)) == 1) count++;
  EXPECT(5, count);
  EXPECT_EXIT(0, root);
}

QUESTION(orphan, "who is the parent of an orphan?")
{
  struct line gone = make_line(), report = make_line();
  pid_t parent = FORK();
  if (parent == 0) {
    pid_t mine = getpid();
    if (FORK() == 0) {
      hear(gone);
      for (int i = 0; i < 1000 && getppid() == mine; i++) rest(1);
      EXPECT_TRUE(getppid() != mine && getppid() > 0);
      say(report, 'y');
    }
    _exit(0);
  }
  EXPECT_EXIT(0, parent);
  say(gone, '!');
  EXPECT('y', hear(report));
}

QUESTION(orphan_not_ours, "can an orphan's end be waited for by its grandparent?")
{
  struct line go = make_line(), alive = make_line();
  pid_t parent = FORK();
  if (parent == 0) {
    if (FORK() == 0) hear(go);
    _exit(5);
  }
  EXPECT_EXIT(5, parent);
  EXPECT_ERRNO(ECHILD, waitpid(-1, NULL, WNOHANG));
  say(go, '!');
  hear_the_end(&alive);
  EXPECT_ERRNO(ECHILD, wait(NULL));
}

QUESTION(orphan_writes, "can a process go on writing when its parent is dead?")
{
  struct line gone = make_line(), words = make_line();
  pid_t parent = FORK();
  if (parent == 0) {
    if (FORK() != 0) _exit(0);
    hear(gone);
    for (const char *word = "alive"; *word; word++) say(words, *word);
    _exit(0);
  }
  EXPECT_EXIT(0, parent);
  say(gone, '!');
  for (const char *word = "alive"; *word; word++) EXPECT(*word, hear(words));
  hear_the_end(&words);
}

static struct line handlers;

static void say_goodbye(void) { say(handlers, 'g'); }

QUESTION(exit_handlers, "does exit in a child run the handlers that its parent registered?")
{
  handlers = make_line();
  EXPECT(0, atexit(say_goodbye));
  pid_t child = FORK();
  if (child == 0) exit(3);
  EXPECT_EXIT(3, child);
  child = FORK();
  if (child == 0) _exit(4);
  EXPECT_EXIT(4, child);
  EXPECT('g', hear(handlers));
  hear_the_end(&handlers);
}

QUESTION(doubled_output, "is what stdio has not written yet written by both?")
{
  FILE *file = fopen("doubled", "w");
  EXPECT_TRUE(file != NULL);
  fputs("once? ", file);
  pid_t child = FORK();
  if (child == 0) {
    EXPECT(0, fclose(file));
    _exit(0);
  }
  EXPECT_EXIT(0, child);
  EXPECT(0, fclose(file));
  expect_file("doubled", "once? once? ");
}

QUESTION(vfork_waits, "does vfork wait until its child has ended?")
{
  struct line order = make_line();
  pid_t child = vfork();
  if (child == 0) {
    if (write(order.out, "c", 1) != 1) _exit(1);
    _exit(9);
  }
  OK(child);
  say(order, 'p');
  EXPECT('c', hear(order));
  EXPECT('p', hear(order));
  EXPECT_EXIT(9, child);
}
