/* A call that was interrupted is made again. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void ring(int signal)
{
  (void)signal;
  write(STDOUT_FILENO, "ring!\n", 6);
}

int main(void)
{
  int ends[2];
  char letter = '?';
  pipe(ends);
  if (fork() == 0) {
    sleep(2);
    write(ends[1], "x", 1);
    return 0;
  }

  struct sigaction action = {.sa_handler = ring};
  sigaction(SIGALRM, &action, NULL);
  alarm(1);

  int length;
  do length = read(ends[0], &letter, 1);
  while (length < 0 && errno == EINTR);
  if (length < 0) printf("error: %s\n", strerror(errno));
  else printf("the letter is %c\n", letter);
  wait(NULL);
  return 0;
}
