/* Much at once. What each process does is simple; what counts is that none is lost. */
#include "usertests.h"

QUESTION(hundred_hundreds, "do 100 forks in 100 forks all get reaped?")
{
  struct line words = make_line();
  int count = 0;
  for (int round = 0; round < 10; round++) {
    pid_t children[10];
    for (int i = 0; i < 10; i++) {
      if ((children[i] = FORK()) != 0) continue;
      for (int j = 0; j < 100; j++)
        if (FORK() == 0) _exit(j);
      int reaped = 0, sum = 0, status;
      while (wait(&status) > 0) {
        reaped++;
        sum += WEXITSTATUS(status);
      }
      EXPECT(ECHILD, errno);
      EXPECT(4950, sum);
      say(words, '!');
      _exit(reaped);
    }
    for (int i = 0; i < 10; i++) {
      EXPECT_EXIT(100, children[i]);
      count += 100;
    }
  }
  EXPECT(10000, count);
  for (int i = 0; i < 100; i++) hear(words);
  hear_the_end(&words);
}

QUESTION(thousand, "does a loop of a thousand forks reap all?")
{
  for (int i = 0; i < 1000; i++) {
    pid_t child = FORK();
    if (child == 0) _exit(i & 0xff);
    EXPECT_EXIT(i & 0xff, child);
  }
  EXPECT_ERRNO(ECHILD, wait(NULL));
}

QUESTION(five_hundred, "do five hundred children at once all get their turn?")
{
  static pid_t children[500];
  struct line go = make_line(), ready = make_line();
  for (int i = 0; i < 500; i++) {
    if ((children[i] = FORK()) != 0) continue;
    close(go.out);
    say(ready, '!');
    hear_or_end(go);
    _exit(i & 0x7f);
  }
  for (int i = 0; i < 500; i++) hear(ready);
  close(go.out);
  for (int i = 499; i >= 0; i--) EXPECT_EXIT(i & 0x7f, children[i]);
}

#define STAGES 50

QUESTION(pipe_chain, "does a text pass through a chain of 50 processes?")
{
  char text[26];
  struct line first = make_line(), before = first;
  pid_t stages[STAGES];
  for (int i = 0; i < STAGES; i++) {
    struct line after = make_line();
    if ((stages[i] = FORK()) == 0) {
      if (before.out >= 0) close(before.out);
      close(after.in);
      if (i > 0) close(first.out);
      for (char byte; (byte = hear_or_end(before)) != 0;) say(after, byte == 'z' ? 'a' : byte + 1);
      _exit(i);
    }
    close(before.in);
    close(after.out);
    before = (struct line){after.in, -1};
  }
  for (int i = 0; i < 26; i++) say(first, 'a' + i);
  close(first.out);
  for (int i = 0; i < 26; i++) text[i] = hear(before);
  EXPECT(0, hear_or_end(before));
  for (int i = 0; i < 26; i++) EXPECT('a' + (i + STAGES) % 26, text[i]);
  for (int i = 0; i < STAGES; i++) EXPECT_EXIT(i, stages[i]);
}

QUESTION(sieve, "does a chain of processes that grows by itself find the primes?")
{
  struct line found = make_line();
  int numbers[2];
  OK(pipe(numbers));
  pid_t first = FORK();
  if (first == 0) {
    int in = numbers[0], prime, number, next[2];
    close(numbers[1]);
    while (read(in, &prime, sizeof prime) == sizeof prime) {
      EXPECT(sizeof prime, write(found.out, &prime, sizeof prime));
      OK(pipe(next));
      pid_t child = FORK();
      if (child == 0) {
        close(next[1]);
        close(in);
        in = next[0];
        continue;
      }
      close(next[0]);
      while (read(in, &number, sizeof number) == sizeof number)
        if (number % prime != 0) EXPECT(sizeof number, write(next[1], &number, sizeof number));
      close(next[1]);
      EXPECT_EXIT(0, child);
      break;
    }
    _exit(0);
  }
  close(numbers[0]);
  for (int number = 2; number < 100; number++) EXPECT(sizeof number, write(numbers[1], &number, sizeof number));
  close(numbers[1]);
  EXPECT_EXIT(0, first);
  int count = 0, sum = 0, prime;
  close(found.out);
  while (OK(read(found.in, &prime, sizeof prime)) == sizeof prime) {
    count++;
    sum += prime;
  }
  EXPECT(25, count);
  EXPECT(1060, sum);
}

QUESTION(random_kills, "what if children are killed in any order, whatever they do?")
{
  struct line never = make_line();
  pid_t children[30];
  unsigned chance = 12345;
  int left = 30;
  for (int i = 0; i < 30; i++) {
    if ((children[i] = FORK()) != 0) continue;
    if (i % 4 == 0) hear(never);
    if (i % 4 == 1)
      for (;;) pause();
    if (i % 4 == 2)
      for (;;) FORK() ? (void)wait(NULL) : _exit(0);
    for (;;) rest(1);
  }
  while (left > 0) {
    chance = chance * 1103515245 + 12345;
    int which = (chance >> 16) % 30;
    if (children[which] == 0) continue;
    OK(kill(children[which], SIGKILL));
    EXPECT_KILLED(SIGKILL, children[which]);
    children[which] = 0;
    left--;
  }
  EXPECT_ERRNO(ECHILD, wait(NULL));
}

QUESTION(fork_and_pipe, "do a hundred pipes between a hundred pairs mix nothing up?")
{
  for (int i = 0; i < 100; i++) {
    int to[2], from[2], number = i * 31, answer;
    OK(pipe(to));
    OK(pipe(from));
    pid_t child = FORK();
    if (child == 0) {
      EXPECT(sizeof number, read(to[0], &answer, sizeof answer));
      answer += getpid();
      EXPECT(sizeof answer, write(from[1], &answer, sizeof answer));
      _exit(0);
    }
    EXPECT(sizeof number, write(to[1], &number, sizeof number));
    EXPECT(sizeof answer, read(from[0], &answer, sizeof answer));
    EXPECT(number + child, answer);
    EXPECT_EXIT(0, child);
    for (int j = 0; j < 2; j++) {
      close(to[j]);
      close(from[j]);
    }
  }
}

QUESTION(signal_storm, "is any of a thousand queued signals from ten children lost?")
{
  sigset_t set = set_of(SIGRTMIN);
  int counts[10] = {0}, sums[10] = {0};
  siginfo_t info;
  pid_t children[10];
  OK(sigprocmask(SIG_BLOCK, &set, NULL));
  for (int i = 0; i < 10; i++) {
    if ((children[i] = FORK()) != 0) continue;
    for (int j = 0; j < 100; j++)
      while (sigqueue(getppid(), SIGRTMIN, (union sigval){.sival_int = i * 1000 + j}) < 0) {
        EXPECT(EAGAIN, errno);
        rest(1);
      }
    _exit(0);
  }
  for (int n = 0; n < 1000; n++) {
    EXPECT(SIGRTMIN, sigwaitinfo(&set, &info));
    int which = info.si_value.sival_int / 1000;
    EXPECT_TRUE(which >= 0 && which < 10);
    EXPECT(counts[which], info.si_value.sival_int % 1000);
    EXPECT(children[which], info.si_pid);
    counts[which]++;
    sums[which] += info.si_value.sival_int % 1000;
  }
  for (int i = 0; i < 10; i++) {
    EXPECT(100, counts[i]);
    EXPECT(4950, sums[i]);
    EXPECT_EXIT(0, children[i]);
  }
}
