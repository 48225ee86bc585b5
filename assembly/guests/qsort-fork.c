/*
 * A comparator that forks: the fork happens with the library's own sorting function on the stack, called through a
 * function pointer, and both processes must find their way back through it. The child compares, the parent sorts.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static int compare_in_child(const void *left, const void *right)
{
  pid_t pid = fork();
  if (pid == 0) {
    int a = *(const int *)left, b = *(const int *)right;
    _exit((a > b) - (a < b) + 1);
  }
  int status;
  waitpid(pid, &status, 0);
  return WEXITSTATUS(status) - 1;
}

int main(void)
{
  int numbers[] = {31, -4, 15, 92, 6, 53, 58, 97, 9, 3, 26, 5};
  int count = sizeof numbers / sizeof numbers[0];
  qsort(numbers, count, sizeof numbers[0], compare_in_child);
  for (int i = 0; i < count; i++) printf("%d%c", numbers[i], i + 1 < count ? ' ' : '\n');
  return 0;
}
