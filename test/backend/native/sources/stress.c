/*
 * Forks, in ways that wear a kernel and a backend out: `row N` one after the other, `alive N` all at once, `deep N` from N frames deep, `heap N` with
 * N megabytes, `kill N` children that are killed at any moment. Prints what it found; in the end no child is left, and no descriptor.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static int right, wrong;

static void reap(pid_t pid, int code)
{
  int status;
  if (waitpid(pid, &status, 0) == pid && WIFEXITED(status) && WEXITSTATUS(status) == code) right++;
  else wrong++;
}

static void in_row(int count)
{
  for (int i = 0; i < count; i++) {
    pid_t pid = fork();
    if (pid == 0) _exit(i & 0x7f);
    reap(pid, i & 0x7f);
  }
}

static void all_at_once(int count)
{
  int gate[2];
  pid_t *pids = calloc(count, sizeof *pids);
  pipe(gate);
  for (int i = 0; i < count; i++) {
    if ((pids[i] = fork()) != 0) continue;
    char byte;
    close(gate[1]);
    read(gate[0], &byte, 1); /* until the gate is closed */
    _exit(i & 0x7f);
  }
  close(gate[0]);
  close(gate[1]);
  for (int i = 0; i < count; i++) reap(pids[i], i & 0x7f);
  free(pids);
}

static int deep(int depth)
{
  volatile int here = depth;
  if (depth == 0) {
    pid_t pid = fork();
    if (pid > 0) reap(pid, 42);
    return pid == 0;
  }
  int in_child = deep(depth - 1);
  if (here != depth) wrong++;
  return in_child;
}

static void with_heap(size_t megabytes)
{
  size_t size = megabytes << 20;
  char *heap = malloc(size);
  for (size_t i = 0; i < size; i += 4096) heap[i] = (char)(i >> 12);
  pid_t pid = fork();
  if (pid == 0) {
    int same = 1;
    for (size_t i = 0; i < size; i += 4096) same &= heap[i] == (char)(i >> 12), heap[i]++;
    _exit(same ? 7 : 8);
  }
  reap(pid, 7);
  for (size_t i = 0; i < size; i += 4096) if (heap[i] != (char)(i >> 12)) wrong++;
  free(heap);
}

static void killed(int count)
{
  srand(7);
  for (int i = 0; i < count; i++) {
    pid_t pid = fork();
    if (pid == 0) for (volatile unsigned spin = 0;; spin++) if (spin % 1000000 == 0) getpid();
    usleep(rand() % 3000);
    kill(pid, SIGKILL);
    int status;
    if (waitpid(pid, &status, 0) == pid && WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) right++;
    else wrong++;
  }
}

int main(int argc, char **argv)
{
  if (argc != 3) return 2;
  int count = atoi(argv[2]);
  if (strcmp(argv[1], "row") == 0) in_row(count);
  else if (strcmp(argv[1], "alive") == 0) all_at_once(count);
  else if (strcmp(argv[1], "heap") == 0) with_heap(count);
  else if (strcmp(argv[1], "kill") == 0) killed(count);
  else if (deep(count)) _exit(42);
  int left = waitpid(-1, NULL, 0) != -1 || errno != ECHILD;
  int next = open("/dev/null", O_RDONLY);
  printf("%d right, %d wrong; children left: %d; next descriptor: %d\n", right, wrong, left, next);
  return 0;
}
