/* select, pselect: tell who is ready, wait no longer than they are told, and pselect lets signals in only while it waits. */
#include "../facts.h"
#include <sys/select.h>
#include <time.h>

static volatile sig_atomic_t caught;
static void handler(int number) { caught = number; }

int main(void)
{
  int one[2], two[2];
  pipe(one);
  pipe(two);
  write(two[1], "x", 1);
  fd_set reads, writes;
  FD_ZERO(&reads);
  FD_ZERO(&writes);
  FD_SET(one[0], &reads);
  FD_SET(two[0], &reads);
  FD_SET(one[1], &writes);
  struct timeval none = { 0, 0 };
  say("ready: %d", select(two[1] + 1, &reads, &writes, NULL, &none));
  say("to read: first %d, second %d; to write: %d", !!FD_ISSET(one[0], &reads), !!FD_ISSET(two[0], &reads),
      !!FD_ISSET(one[1], &writes));
  FD_ZERO(&reads);
  FD_SET(one[0], &reads);
  struct timeval soon = { 0, 10000 };
  int ready = select(one[0] + 1, &reads, NULL, NULL, &soon);
  say("after 10 ms: %d, and the set is empty: %s", ready,
      yes(!FD_ISSET(one[0], &reads)));
  close(50); /* whoever started this may have left it open; and Linux looks at no number that its table has no room for */
  FD_SET(50, &reads);
  say_result("what is not open", select(51, &reads, NULL, NULL, &none));
  say_result("a negative number", select(-1, NULL, NULL, NULL, &none));

  handle(SIGUSR1, handler, 0);
  mask_signal(SIG_BLOCK, SIGUSR1);
  raise(SIGUSR1);
  sigset_t open_mask, now;
  sigemptyset(&open_mask);
  FD_ZERO(&reads);
  FD_SET(one[0], &reads);
  say_result("pselect with a signal that its mask lets in", pselect(one[0] + 1, &reads, NULL, NULL, NULL, &open_mask));
  say("the handler saw %s", signal_name(caught));
  sigprocmask(SIG_BLOCK, NULL, &now);
  say("it is blocked again: %s", yes(sigismember(&now, SIGUSR1)));
  pid_t child = fork();
  if (child == 0) {
    write(one[1], "y", 1);
    _exit(0);
  }
  FD_ZERO(&reads);
  FD_SET(one[0], &reads);
  say("what a child writes wakes it: %d", select(one[0] + 1, &reads, NULL, NULL, NULL));
  reap(child);
  return 0;
}
