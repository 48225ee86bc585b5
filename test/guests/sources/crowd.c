/*
 * A crowd of processes, each with a pattern of its own on its stack, in its heap and in its globals. All of them sleep at
 * once; woken, each looks at its pattern. Then the gate closes once more, and they look again.
 */
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "say.h"

#define HEAP 10000
#define STACK 1000

static unsigned char globals[3000];

static unsigned char mark(int number, int i) { return (unsigned char)(number * 7 + i * 13 + (i >> 8)); }

static void fill(unsigned char *bytes, int size, int number)
{
  for (int i = 0; i < size; i++) bytes[i] = mark(number, i);
}

static int is_whole(const unsigned char *bytes, int size, int number)
{
  for (int i = 0; i < size; i++)
    if (bytes[i] != mark(number, i)) return 0;
  return 1;
}

static void be_one_of_them(int number, int gate, int report)
{
  unsigned char stack[STACK], *heap = malloc(HEAP), go;
  fill(stack, STACK, number);
  fill(heap, HEAP, number);
  fill(globals, sizeof globals, number);
  for (int turn = 0; turn < 2; turn++) {
    read(gate, &go, 1);
    int whole = is_whole(stack, STACK, number) && is_whole(heap, HEAP, number) && is_whole(globals, sizeof globals, number);
    write(report, whole ? "y" : "n", 1);
    fill(heap, HEAP, ++number);
    fill(stack, STACK, number);
    fill(globals, sizeof globals, number);
  }
  _exit(0);
}

static int count_whole(int report, int crowd)
{
  int whole = 0;
  char byte;
  for (int i = 0; i < crowd && read(report, &byte, 1) == 1; i++) whole += byte == 'y';
  return whole;
}

int main(int argc, char *argv[])
{
  int crowd = argc > 1 ? atoi(argv[1]) : 200;
  int gate[2], report[2];
  pipe(gate);
  pipe(report);
  for (int i = 0; i < crowd; i++) {
    pid_t pid = fork();
    if (pid < 0) say("only # could be forked", i);
    if (pid != 0) continue;
    close(gate[1]);
    be_one_of_them(i, gate[0], report[1]);
  }
  char go[1000];
  memset(go, '!', sizeof go);
  write(gate[1], go, crowd);
  say("# of them found their memory as it was", count_whole(report[0], crowd));
  close(gate[1]);
  say("and # of them again", count_whole(report[0], crowd));
  while (wait(NULL) > 0)
    ;
  return 0;
}
