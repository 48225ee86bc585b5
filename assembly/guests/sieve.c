/*
 * The prime sieve as a chain of processes (Hoare 1978, McIlroy). Each process takes the first number it reads for a
 * prime, and passes on to the next process those of the rest that the prime does not divide.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

/* Forks the next process of the chain; answers the end of the pipe to write to here, and reads the other end there. */
static int next_process(int *in)
{
  int fds[2];
  if (pipe(fds) < 0) {
    perror("pipe");
    exit(1);
  }
  pid_t pid = fork();
  if (pid < 0) {
    perror("fork");
    exit(1);
  }
  if (pid == 0) {
    close(fds[1]);
    if (*in >= 0) close(*in);
    *in = fds[0];
    return -1;
  }
  close(fds[0]);
  return fds[1];
}

static int pass_on(int in, int out, int prime)
{
  int number;
  while (read(in, &number, sizeof number) == sizeof number)
    if (number % prime != 0) write(out, &number, sizeof number);
  close(out);
  wait(NULL);
  return 0;
}

int main(int argc, char *argv[])
{
  int limit = argc > 1 ? atoi(argv[1]) : 50;
  int in = -1;

  int out = next_process(&in);
  if (out >= 0) {
    for (int number = 2; number <= limit; number++) write(out, &number, sizeof number);
    close(out);
    wait(NULL);
    return 0;
  }
  for (;;) {
    int prime;
    if (read(in, &prime, sizeof prime) != sizeof prime) return 0;
    printf("%d\n", prime);
    fflush(stdout);
    out = next_process(&in);
    if (out >= 0) return pass_on(in, out, prime);
  }
}
