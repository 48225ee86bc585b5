/* Calls that a handler interrupts: EINTR, or made again with SA_RESTART; some are never made again (signal(7)). */
#include <poll.h>
#include <time.h>

#include "signals.h"

static int fds[2];
static volatile int interrupted;

static void count(int signal)
{
  (void)signal;
  interrupted++;
}

/* Sends SIGUSR1 again and again until it is killed: so it does not matter when the other falls asleep. */
static pid_t pester(void)
{
  pid_t target = getpid(), pid = fork();
  if (pid != 0) return pid;
  for (;;) {
    usleep(20000);
    kill(target, SIGUSR1);
  }
}

/* As pester, but three times; then it gives what the other waits for. */
static pid_t pester_and_give(void)
{
  pid_t target = getpid(), pid = fork();
  if (pid != 0) return pid;
  for (int i = 0; i < 3; i++) {
    usleep(20000);
    kill(target, SIGUSR1);
  }
  usleep(20000);
  write(fds[1], "x", 1);
  _exit(0);
}

static void leave_alone(pid_t pid)
{
  kill(pid, SIGKILL);
  install(SIGUSR1, count, SA_RESTART);
  waitpid(pid, NULL, 0);
}

static long reading(void)
{
  char byte;
  return read(fds[0], &byte, 1);
}

static char many[200000];

static long writing(void)
{
  while (write(fds[1], many, 4096) == 4096) ;
  return -1;
}

/* What has been written before is told, not EINTR. */
static long writing_in_part(void)
{
  long written = write(fds[1], many, sizeof many);
  return written > 0 && written < (long)sizeof many ? 1 : written;
}

static long waiting(void) { return waitpid(-1, NULL, 0) > 0 ? 1 : -1; }

static long polling(void)
{
  struct pollfd one = {.fd = fds[0], .events = POLLIN};
  return poll(&one, 1, -1);
}

static long sleeping(void)
{
  struct timespec left = {0}, time = {.tv_sec = 1000};
  long answer = nanosleep(&time, &left);
  say_whether("there is time left", left.tv_sec > 900 && left.tv_sec < 1000);
  return answer;
}

static long sleeping_long(void)
{
  unsigned left = sleep(1000);
  return left > 900 && left <= 1000;
}

static long suspended(void)
{
  sigset_t none;
  sigemptyset(&none);
  return sigsuspend(&none);
}

static long pausing(void) { return pause(); }

static long awaiting(void)
{
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGTERM);
  return sigwaitinfo(&set, NULL);
}

static void interrupt(const char *name, long (*call)(void))
{
  install(SIGUSR1, count, 0);
  interrupted = 0;
  pipe(fds);
  pid_t pid = pester();
  errno = 0;
  long answer = call();
  int error = errno;
  leave_alone(pid);
  errno = error;
  say_answer(name, answer);
  say_whether("its handler has run", interrupted > 0);
  close(fds[0]);
  close(fds[1]);
}

static void restart(const char *name, long (*call)(void))
{
  install(SIGUSR1, count, SA_RESTART);
  interrupted = 0;
  pipe(fds);
  pid_t pid = pester_and_give();
  say_answer(name, call());
  say_whether("its handler has run", interrupted > 0);
  waitpid(pid, NULL, 0);
  close(fds[0]);
  close(fds[1]);
}

/* Ends only by another handler, whose action does not restart. */
static void never_restart(const char *name, long (*call)(void))
{
  install(SIGUSR1, count, SA_RESTART);
  interrupted = 0;
  pipe(fds);
  pid_t pid = pester();
  errno = 0;
  long answer = call();
  int error = errno;
  leave_alone(pid);
  errno = error;
  say_answer(name, answer);
  say_whether("its handler has run", interrupted > 0);
  close(fds[0]);
  close(fds[1]);
}

/* The mask of sigsuspend ends with it; the handler runs under it. */
static void see_mask(int signal)
{
  sigset_t now;
  sigprocmask(SIG_BLOCK, NULL, &now);
  note(sigismember(&now, SIGUSR1) ? '1' : '-');
  note(sigismember(&now, SIGUSR2) ? '2' : '-');
  note(sigismember(&now, SIGTERM) ? 't' : '-');
  (void)signal;
}

static void suspend_masks(void)
{
  sigset_t other;
  install(SIGUSR1, see_mask, 0);
  install(SIGTERM, see_mask, 0);
  mask(SIG_BLOCK, SIGUSR1);
  mask(SIG_BLOCK, SIGTERM);
  send(SIGUSR1);
  send(SIGTERM);
  sigemptyset(&other);
  sigaddset(&other, SIGUSR2);
  sigaddset(&other, SIGTERM);
  say_answer("sigsuspend", sigsuspend(&other));
  tell("the handler's mask");
  see_mask(0);
  tell("the mask again");
  sigdelset(&other, SIGTERM);
  say_answer("sigsuspend", sigsuspend(&other));
  tell("the handler's mask");
}

/* A handler that reads itself, within a read. */
static void read_within(int signal)
{
  char byte;
  (void)signal;
  if (interrupted++) return;
  write(fds[1], "y", 1);
  read(fds[0], &byte, 1);
  note(byte);
}

static void read_twice(void)
{
  char byte;
  pipe(fds);
  install(SIGUSR1, read_within, SA_RESTART);
  pid_t pid = pester_and_give();
  say_answer("read", read(fds[0], &byte, 1));
  note(byte);
  tell("the handler's byte, then the caller's");
  waitpid(pid, NULL, 0);
}

int main(void)
{
  interrupt("read", reading);
  interrupt("write", writing);
  interrupt("part of a write", writing_in_part);
  interrupt("poll", polling);
  interrupt("wait", waiting);
  interrupt("nanosleep", sleeping);
  interrupt("sleep", sleeping_long);
  interrupt("sigsuspend", suspended);
  interrupt("pause", pausing);
  interrupt("sigwaitinfo", awaiting);
  say("SA_RESTART", 0);
  restart("read", reading);
  restart("wait", waiting);
  never_restart("part of a write", writing_in_part);
  never_restart("poll", polling);
  never_restart("nanosleep", sleeping);
  never_restart("sigsuspend", suspended);
  never_restart("pause", pausing);
  never_restart("sigwaitinfo", awaiting);
  in_child("MASKS", suspend_masks);
  in_child("A READ WITHIN A READ", read_twice);
  return 0;
}
