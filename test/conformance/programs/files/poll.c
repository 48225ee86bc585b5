/* poll, ppoll: wait for events of many descriptors, for a time, for ever, or until a handler has run. */
#include "../facts.h"
#include <poll.h>
#include <sys/time.h>
#include <time.h>

static volatile sig_atomic_t caught;
static void handler(int number) { caught = number; }

int main(void)
{
  int one[2], two[2];
  pipe(one);
  pipe(two);
  struct pollfd both[2] = { { .fd = one[0], .events = POLLIN }, { .fd = two[0], .events = POLLIN } };
  say("nothing yet: %d", poll(both, 2, 0));
  say("after 10 ms: %d", poll(both, 2, 10));
  say("nobody to ask, 10 ms: %d", poll(NULL, 0, 10));
  pid_t child = fork();
  if (child == 0) {
    write(two[1], "x", 1);
    _exit(0);
  }
  int ready = poll(both, 2, -1);
  say("what a child writes wakes it: %d, first %d, second %d", ready, both[0].revents & POLLIN, both[1].revents & POLLIN);
  reap(child);
  char byte;
  read(two[0], &byte, 1);
  handle(SIGALRM, handler, 0);
  struct itimerval every = { .it_value = { 0, 10000 }, .it_interval = { 0, 10000 } }, none = { 0 };
  setitimer(ITIMER_REAL, &every, NULL);
  say_result("a handler: poll", poll(both, 2, -1));
  setitimer(ITIMER_REAL, &none, NULL);
  handle(SIGUSR1, handler, 0);
  mask_signal(SIG_BLOCK, SIGUSR1);
  raise(SIGUSR1);
  sigset_t mask;
  sigemptyset(&mask);
  struct timespec soon = { 0, 10000000 };
  say_result("a signal that its mask lets in: ppoll", ppoll(both, 2, NULL, &mask));
  say("the handler saw %s", signal_name(caught));
  say("after 10 ms: ppoll: %d", ppoll(both, 2, &soon, NULL));
  return 0;
}
