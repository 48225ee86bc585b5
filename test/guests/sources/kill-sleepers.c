/* SIGKILL finds its process wherever it sleeps: in read, in write, in wait, in a sleep, behind a vfork. */
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "say.h"

static int fds[2];
static char many[70000];

static void sleep_in_read(void)
{
  char byte;
  read(fds[0], &byte, 1);
}

static void sleep_in_write(void) { write(fds[1], many, sizeof many); }

static void sleep_in_wait(void)
{
  if (fork() == 0) {
    sleep(1);
    _exit(0);
  }
  wait(NULL);
}

static void sleep_in_sleep(void) { sleep(1000000); }

static void sleep_in_vfork(void)
{
  pid_t pid = vfork();
  if (pid == 0) {
    sleep(1);
    _exit(0);
  }
}

static void kill_one(const char *where, void (*fall_asleep)(void))
{
  int status;
  pipe(fds);
  pid_t pid = fork();
  if (pid == 0) {
    fall_asleep();
    _exit(0);
  }
  usleep(1000); /* by now it sleeps */
  say_whether("it was alive", kill(pid, 0) == 0);
  kill(pid, SIGKILL);
  waitpid(pid, &status, 0);
  close(fds[0]);
  close(fds[1]);
  say(where, WIFSIGNALED(status) ? WTERMSIG(status) : -1);
}

int main(void)
{
  kill_one("asleep in read, killed by signal #", sleep_in_read);
  kill_one("asleep in write, killed by signal #", sleep_in_write);
  kill_one("asleep in wait, killed by signal #", sleep_in_wait);
  kill_one("asleep in sleep, killed by signal #", sleep_in_sleep);
  kill_one("asleep behind a vfork, killed by signal #", sleep_in_vfork);
  return 0;
}
