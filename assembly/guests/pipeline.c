/*
 * What a shell does for `count | square | sum`: a pipe between each two programs, and for each program a fork, a dup2 of
 * the pipe's ends onto 0 and 1, and an exec. The programs are this one again, run with another argument.
 */
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static int run_stage(const char *name)
{
  long number, sum = 0;
  if (strcmp(name, "count") == 0)
    for (number = 1; number <= 10; number++) printf("%ld\n", number);
  else if (strcmp(name, "square") == 0)
    while (scanf("%ld", &number) == 1) printf("%ld\n", number * number);
  else {
    while (scanf("%ld", &number) == 1) sum += number;
    printf("the sum of the squares is %ld\n", sum);
  }
  return 0;
}

/* Starts a stage that reads `in` and writes `out`, and closes both here: only the stage has them now. */
static void start_stage(char *program, char *name, int in, int out, int unused)
{
  if (fork() == 0) {
    if (unused >= 0) close(unused);
    if (in != STDIN_FILENO) {
      dup2(in, STDIN_FILENO);
      close(in);
    }
    if (out != STDOUT_FILENO) {
      dup2(out, STDOUT_FILENO);
      close(out);
    }
    char *arguments[] = {program, name, NULL};
    execv(program, arguments);
    perror(program);
    _exit(127);
  }
  if (in != STDIN_FILENO) close(in);
  if (out != STDOUT_FILENO) close(out);
}

int main(int argc, char *argv[])
{
  if (argc == 2) return run_stage(argv[1]);

  int first[2], second[2];
  pipe(first);
  start_stage(argv[0], "count", STDIN_FILENO, first[1], first[0]);
  pipe(second);
  start_stage(argv[0], "square", first[0], second[1], second[0]);
  start_stage(argv[0], "sum", second[0], STDOUT_FILENO, -1);

  int status, failures = 0;
  while (wait(&status) > 0)
    if (status != 0) failures++;
  printf("stages that failed: %d\n", failures);
  return failures;
}
