/* RLIMIT_NOFILE: EMFILE when the table is full: open, dup, pipe, F_DUPFD; dup2 beyond it is EBADF. */
#include "../facts.h"
#include <fcntl.h>
#include <sys/resource.h>

int main(void)
{
  struct rlimit limit;
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = 10;
  say_result("setrlimit", setrlimit(RLIMIT_NOFILE, &limit));
  say("sysconf agrees: %ld", sysconf(_SC_OPEN_MAX));
  for (int number = 3; number < 10; number++) close(number);
  int opened = 0, last = -1, number;
  while ((number = dup(0)) >= 0) opened++, last = number;
  say("dup: %s after %d, the last is %d", error_name(errno), opened, last);
  int ends[2];
  say_result("open", open("file", O_CREAT | O_RDWR, 0600));
  say_result("pipe", pipe(ends));
  say_result("F_DUPFD", fcntl(0, F_DUPFD, 3));
  say_result("F_DUPFD from the limit on", fcntl(0, F_DUPFD, 10));
  say_result("dup2 to the limit", dup2(0, 10));
  close(9);
  say_result("one is free: pipe needs two", pipe(ends));
  say("one is free: dup: %d", dup(0));
  limit.rlim_cur = 5;
  setrlimit(RLIMIT_NOFILE, &limit);
  say_result("a lower limit leaves what is open", fcntl(9, F_GETFD));
  say_result("but nothing can be opened", dup(0));
  pid_t child = fork();
  if (child == 0) {
    say_result("child: what is open stays open", fcntl(9, F_GETFD));
    return 0;
  }
  await("child", child);
  return 0;
}
