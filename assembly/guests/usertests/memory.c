/* Memory: a child has a copy of everything, and nobody sees what the other writes. */
#include "usertests.h"

#include <setjmp.h>

static int global = 1;
static const char *text = "before";

QUESTION(globals, "does a child's write to a global stay with the child?")
{
  struct line go = make_line(), done = make_line();
  global = 2;
  pid_t child = FORK();
  if (child == 0) {
    EXPECT(2, global);
    global = 3;
    text = "in the child";
    say(done, '!');
    hear(go);
    EXPECT(3, global);
    EXPECT_TEXT("in the child", text);
    _exit(0);
  }
  hear(done);
  EXPECT(2, global);
  EXPECT_TEXT("before", text);
  global = 4;
  say(go, '!');
  EXPECT_EXIT(0, child);
  EXPECT(4, global);
}

QUESTION(heap, "does a child's write to the heap stay with the child?")
{
  char *words = strdup("the parent's words");
  for (int i = 0; i < 5; i++) {
    pid_t child = FORK();
    if (child == 0) {
      EXPECT_TEXT("the parent's words", words);
      sprintf(words, "child %d's", i);
      char *more = malloc(100000);
      memset(more, i, 100000);
      free(words);
      free(more);
      _exit(0);
    }
    EXPECT_EXIT(0, child);
    EXPECT_TEXT("the parent's words", words);
  }
  free(words);
}

QUESTION(stack, "does a child's write to the stack stay with the child?")
{
  volatile int mine[100];
  for (int i = 0; i < 100; i++) mine[i] = i;
  pid_t child = FORK();
  if (child == 0) {
    for (int i = 0; i < 100; i++) EXPECT(i, mine[i]);
    for (int i = 0; i < 100; i++) mine[i] = -1;
    _exit(0);
  }
  EXPECT_EXIT(0, child);
  for (int i = 0; i < 100; i++) EXPECT(i, mine[i]);
}

static long climb(int depth, pid_t *child)
{
  volatile long mine = depth * 3L;
  if (depth == 0) return *child = FORK(), 0;
  long below = climb(depth - 1, child);
  EXPECT(depth * 3L, mine);
  return below + mine;
}

QUESTION(deep_stack, "is a deep stack whole on both sides of a fork?")
{
  pid_t child;
  EXPECT(500 * 501 / 2 * 3, climb(500, &child));
  if (child == 0) _exit(6);
  EXPECT_EXIT(6, child);
}

#define BIG (16 << 20)

QUESTION(big_heap, "is all of a heap of 16 MiB there in the child, and its own?")
{
  unsigned char *bytes = malloc(BIG);
  EXPECT_TRUE(bytes != NULL);
  for (int i = 0; i < BIG; i += 512) bytes[i] = (unsigned char)(i >> 12);
  pid_t child = FORK();
  if (child == 0) {
    for (int i = 0; i < BIG; i += 512) EXPECT((unsigned char)(i >> 12), bytes[i]);
    for (int i = 0; i < BIG; i += 8192) bytes[i] ^= 0xff;
    for (int i = 0; i < BIG; i += 4096) {
      unsigned char kept = (unsigned char)(i >> 12);
      EXPECT(i % 8192 ? kept : kept ^ 0xff, bytes[i]);
    }
    _exit(0);
  }
  EXPECT_EXIT(0, child);
  for (int i = 0; i < BIG; i += 512) EXPECT((unsigned char)(i >> 12), bytes[i]);
  free(bytes);
}

QUESTION(heaps_grow, "do the heaps of parent and child grow on their own?")
{
  char *blocks[40];
  pid_t child = FORK();
  int own = child == 0 ? 'c' : 'p';
  for (int i = 0; i < 40; i++) {
    blocks[i] = malloc(10000 + i * 1000);
    EXPECT_TRUE(blocks[i] != NULL);
    memset(blocks[i], own, 10000);
  }
  for (int i = 0; i < 40; i++) {
    for (int j = 0; j < 10000; j += 100) EXPECT(own, blocks[i][j]);
    free(blocks[i]);
  }
  if (child == 0) _exit(0);
  EXPECT_EXIT(0, child);
}

QUESTION(many_copies, "do twenty children have twenty copies?")
{
  static char shared[200000];
  struct line written = make_line(), go = make_line();
  pid_t children[20];
  memset(shared, 'p', sizeof shared);
  for (int i = 0; i < 20; i++) {
    if ((children[i] = FORK()) != 0) continue;
    memset(shared, 'a' + i, sizeof shared);
    say(written, '!');
    hear(go);
    for (size_t j = 0; j < sizeof shared; j += 500) EXPECT('a' + i, shared[j]);
    _exit(0);
  }
  for (int i = 0; i < 20; i++) hear(written);
  for (size_t j = 0; j < sizeof shared; j += 500) EXPECT('p', shared[j]);
  for (int i = 0; i < 20; i++) say(go, '!');
  for (int i = 0; i < 20; i++) EXPECT_EXIT(0, children[i]);
}

QUESTION(great_grandchild, "does every generation see what the one before it wrote?")
{
  pid_t child = FORK();
  global = 100;
  for (int depth = 0; depth < 10 && child == 0; depth++) {
    EXPECT(100 + depth, global);
    global++;
    if ((child = FORK()) != 0) {
      EXPECT(101 + depth, global);
      EXPECT_EXIT(0, child);
      _exit(0);
    }
  }
  if (child == 0) _exit(global == 110 ? 0 : 1);
  EXPECT_EXIT(0, child);
  EXPECT(100, global);
}

QUESTION(exec_forgets, "is nothing of the memory left after exec?")
{
  pid_t child = FORK();
  if (child == 0) {
    extern int role_global;
    role_global = 99;
    become("global", NULL);
  }
  EXPECT_EXIT(55, child);
}

static jmp_buf mark;

QUESTION(jump_back, "can a child jump to where its parent set the mark?")
{
  volatile int jumped = 0;
  volatile pid_t child = -1;
  if (setjmp(mark) == 0) {
    child = FORK();
    if (child == 0) longjmp(mark, 5);
  } else {
    jumped = 1;
  }
  if (child == 0) _exit(jumped ? 8 : 9);
  EXPECT(0, jumped);
  EXPECT_EXIT(8, child);
}
