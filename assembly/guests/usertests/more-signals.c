/* Signals, continued: flags of handlers, queues, waiting without handlers, alarms. */
#include "usertests.h"

#include <sys/time.h>
#include <time.h>

QUESTION(reset_hand, "is a handler with SA_RESETHAND good for once?")
{
  pid_t child = FORK();
  if (child == 0) {
    handle(SIGUSR1, count_signal, (int)SA_RESETHAND);
    raise(SIGUSR1);
    EXPECT(1, caught[SIGUSR1]);
    raise(SIGUSR1);
    _exit(1);
  }
  EXPECT_KILLED(SIGUSR1, child);
}

static volatile sig_atomic_t depth, deepest;

static void nest(int signal)
{
  depth++;
  if (depth > deepest) deepest = depth;
  if (++caught[signal] < 4) raise(signal);
  depth--;
}

QUESTION(nested, "does a handler interrupt itself with SA_NODEFER only?")
{
  handle(SIGUSR1, nest, 0);
  raise(SIGUSR1);
  EXPECT(4, caught[SIGUSR1]);
  EXPECT(1, deepest);
  handle(SIGUSR2, nest, SA_NODEFER);
  raise(SIGUSR2);
  EXPECT(4, caught[SIGUSR2]);
  EXPECT(4, deepest);
}

static void raise_other(int signal)
{
  int before = caught[SIGUSR2];
  raise(SIGUSR2);
  caught[signal] = caught[SIGUSR2] - before;
}

QUESTION(handler_mask, "does a handler's mask hold other signals back until it is done?")
{
  struct sigaction action = {.sa_flags = 0};
  action.sa_handler = raise_other;
  action.sa_mask = set_of(SIGUSR2);
  handle(SIGUSR2, count_signal, 0);
  OK(sigaction(SIGUSR1, &action, NULL));
  raise(SIGUSR1);
  EXPECT(0, caught[SIGUSR1]);
  EXPECT(1, caught[SIGUSR2]);
  sigemptyset(&action.sa_mask);
  OK(sigaction(SIGUSR1, &action, NULL));
  raise(SIGUSR1);
  EXPECT(1, caught[SIGUSR1]);
  EXPECT(2, caught[SIGUSR2]);
}

static siginfo_t infos[20];
static volatile sig_atomic_t infos_kept;

static void keep_info(int signal, siginfo_t *info, void *context)
{
  (void)signal;
  (void)context;
  infos[infos_kept++] = *info;
}

static void handle_with_info(int signal)
{
  struct sigaction action = {.sa_flags = SA_SIGINFO};
  action.sa_sigaction = keep_info;
  sigemptyset(&action.sa_mask);
  OK(sigaction(signal, &action, NULL));
}

QUESTION(who_sent, "does a handler learn who sent the signal?")
{
  handle_with_info(SIGUSR1);
  handle_with_info(SIGCHLD);
  block(SIGCHLD);
  pid_t child = FORK();
  if (child == 0) {
    OK(kill(getppid(), SIGUSR1));
    _exit(44);
  }
  EXPECT_EXIT(44, child);
  EXPECT(1, infos_kept);
  EXPECT(SIGUSR1, infos[0].si_signo);
  EXPECT(SI_USER, infos[0].si_code);
  EXPECT(child, infos[0].si_pid);
  EXPECT(getuid(), infos[0].si_uid);
  unblock(SIGCHLD);
  EXPECT(2, infos_kept);
  EXPECT(CLD_EXITED, infos[1].si_code);
  EXPECT(child, infos[1].si_pid);
  EXPECT(44, infos[1].si_status);
}

QUESTION(queued, "do ten queued real-time signals all come, in order, with their values?")
{
  handle_with_info(SIGRTMIN);
  handle(SIGUSR1, count_signal, 0);
  block(SIGRTMIN);
  block(SIGUSR1);
  pid_t child = FORK();
  if (child == 0) {
    for (int i = 0; i < 10; i++) {
      OK(sigqueue(getppid(), SIGRTMIN, (union sigval){.sival_int = i * i}));
      OK(kill(getppid(), SIGUSR1));
    }
    _exit(0);
  }
  EXPECT_EXIT(0, child);
  unblock(SIGUSR1);
  EXPECT(1, caught[SIGUSR1]);
  EXPECT(0, infos_kept);
  unblock(SIGRTMIN);
  EXPECT(10, infos_kept);
  for (int i = 0; i < 10; i++) {
    EXPECT(i * i, infos[i].si_value.sival_int);
    EXPECT(SI_QUEUE, infos[i].si_code);
    EXPECT(child, infos[i].si_pid);
  }
}

QUESTION(lowest_first, "does the lowest of several real-time signals come first?")
{
  sigset_t set = set_of(0);
  for (int i = 3; i >= 1; i--) {
    handle_with_info(SIGRTMIN + i);
    sigaddset(&set, SIGRTMIN + i);
  }
  OK(sigprocmask(SIG_BLOCK, &set, NULL));
  for (int i = 3; i >= 1; i--)
    for (int j = 0; j < 2; j++) OK(sigqueue(getpid(), SIGRTMIN + i, (union sigval){.sival_int = j}));
  siginfo_t info;
  for (int i = 0; i < 6; i++) {
    EXPECT(SIGRTMIN + 1 + i / 2, sigwaitinfo(&set, &info));
    EXPECT(i % 2, info.si_value.sival_int);
  }
  EXPECT(0, infos_kept);
}

QUESTION(wait_for_signal, "can a process wait for a signal without a handler?")
{
  sigset_t set = set_of(SIGUSR1);
  struct timespec soon = {0, 2000000};
  siginfo_t info;
  int number = 0;
  sigaddset(&set, SIGCHLD);
  OK(sigprocmask(SIG_BLOCK, &set, NULL));
  EXPECT_ERRNO(EAGAIN, sigtimedwait(&set, NULL, &soon));
  pid_t child = FORK();
  if (child == 0) {
    EXPECT(0, sigwait(&set, &number));
    _exit(number == SIGUSR1 ? 3 : 1);
  }
  OK(kill(child, SIGUSR1));
  EXPECT(SIGCHLD, sigwaitinfo(&set, &info));
  EXPECT(child, info.si_pid);
  EXPECT_EXIT(3, child);
}

QUESTION(alarm_rings, "does an alarm end a pause, and only its own process's?")
{
  handle(SIGALRM, count_signal, 0);
  EXPECT(0, alarm(1000));
  pid_t child = FORK();
  if (child == 0) {
    EXPECT(0, alarm(0));
    _exit(0);
  }
  EXPECT_EXIT(0, child);
  long left = alarm(1);
  EXPECT_TRUE(left > 900 && left <= 1000);
  EXPECT_ERRNO(EINTR, pause());
  EXPECT(1, caught[SIGALRM]);
  EXPECT(0, alarm(0));
}

QUESTION(alarm_kills, "is the status of one that its alarm has killed right?")
{
  pid_t child = FORK();
  if (child == 0) {
    alarm(1);
    for (;;) pause();
  }
  EXPECT_KILLED(SIGALRM, child);
}

QUESTION(timer_repeats, "does an interval timer ring again and again?")
{
  struct itimerval often = {{0, 2000}, {0, 1000}}, never = {{0, 0}, {0, 0}}, found;
  sigset_t none = set_of(0);
  handle(SIGALRM, count_signal, 0);
  block(SIGALRM);
  OK(setitimer(ITIMER_REAL, &often, NULL));
  while (caught[SIGALRM] < 5) EXPECT_ERRNO(EINTR, sigsuspend(&none));
  pid_t child = FORK();
  if (child == 0) {
    OK(getitimer(ITIMER_REAL, &found));
    _exit(found.it_value.tv_sec == 0 && found.it_value.tv_usec == 0 ? 0 : 1);
  }
  EXPECT_EXIT(0, child);
  OK(setitimer(ITIMER_REAL, &never, &found));
  EXPECT(2000, found.it_interval.tv_usec);
  often.it_value.tv_usec = 1000000;
  EXPECT_ERRNO(EINVAL, setitimer(ITIMER_REAL, &often, NULL));
}

QUESTION(no_stop_news, "does SA_NOCLDSTOP spare a parent the news of stops?")
{
  int status;
  for (int spared = 0; spared < 2; spared++) {
    handle(SIGCHLD, count_signal, spared ? SA_NOCLDSTOP : 0);
    caught[SIGCHLD] = 0;
    block(SIGCHLD);
    pid_t child = FORK();
    if (child == 0)
      for (;;) pause();
    OK(kill(child, SIGSTOP));
    EXPECT(child, waitpid(child, &status, WUNTRACED));
    unblock(SIGCHLD);
    EXPECT(spared ? 0 : 1, caught[SIGCHLD]);
    block(SIGCHLD);
    OK(kill(child, SIGKILL));
    EXPECT_KILLED(SIGKILL, child);
    unblock(SIGCHLD);
    EXPECT(spared ? 1 : 2, caught[SIGCHLD]);
  }
}

QUESTION(ping_pong, "can two processes take turns by signals alone?")
{
  sigset_t none = set_of(0);
  handle(SIGUSR1, count_signal, 0);
  block(SIGUSR1);
  pid_t parent = getpid(), child = FORK();
  pid_t other = child ? child : parent;
  if (child) OK(kill(other, SIGUSR1));
  for (int turn = 1; turn <= 100; turn++) {
    while (caught[SIGUSR1] < turn) EXPECT_ERRNO(EINTR, sigsuspend(&none));
    EXPECT(turn, caught[SIGUSR1]);
    if (child == 0 || turn < 100) OK(kill(other, SIGUSR1));
  }
  if (child == 0) _exit(0);
  EXPECT_EXIT(0, child);
}
