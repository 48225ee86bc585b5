/* Limits: what happens at them, and that nothing is lost there. */
#include "usertests.h"

#include <sys/resource.h>
#include <sys/times.h>

static void limit(int resource, rlim_t soft)
{
  struct rlimit limits;
  OK(getrlimit(resource, &limits));
  limits.rlim_cur = soft;
  OK(setrlimit(resource, &limits));
}

/* Limits of processes do not hold for a privileged user: so the case goes on as a user who has no other processes. */
static void drop_privileges(void)
{
  if (geteuid() == 0) OK(setuid(30000 + getpid() % 30000));
}

QUESTION(limits_inherited, "has a child its parent's limits, and then its own?")
{
  struct rlimit limits;
  limit(RLIMIT_NOFILE, 210);
  pid_t child = FORK();
  if (child == 0) {
    OK(getrlimit(RLIMIT_NOFILE, &limits));
    EXPECT(210, limits.rlim_cur);
    limit(RLIMIT_NOFILE, 205);
    _exit(0);
  }
  EXPECT_EXIT(0, child);
  OK(getrlimit(RLIMIT_NOFILE, &limits));
  EXPECT(210, limits.rlim_cur);
}

QUESTION(limits_raised, "can a limit be raised again?")
{
  struct rlimit limits = {300, 300};
  drop_privileges();
  OK(setrlimit(RLIMIT_NOFILE, &limits));
  limits.rlim_cur = 220;
  OK(setrlimit(RLIMIT_NOFILE, &limits));
  limits.rlim_cur = 300;
  OK(setrlimit(RLIMIT_NOFILE, &limits));
  limits.rlim_max = 301;
  EXPECT_ERRNO(EPERM, setrlimit(RLIMIT_NOFILE, &limits));
  limits.rlim_max = 200;
  EXPECT_ERRNO(EINVAL, setrlimit(RLIMIT_NOFILE, &limits));
  EXPECT_ERRNO(EINVAL, getrlimit(99, &limits));
}

QUESTION(fork_bomb, "does a fork bomb end at the limit, and can all go on then?")
{
  struct rlimit all;
  struct line end = make_line();
  pid_t children[31], child;
  int count = 0, status;
  drop_privileges();
  OK(getrlimit(RLIMIT_NPROC, &all));
  limit(RLIMIT_NPROC, 30);
  while ((child = fork()) > 0) {
    EXPECT_TRUE(count < 30);
    children[count++] = child;
  }
  if (child == 0) {
    hear_the_end(&end);
    _exit(1);
  }
  EXPECT(EAGAIN, errno);
  hang_up(end);
  for (int i = 0; i < count; i++) {
    OK(waitpid(children[i], &status, 0));
    EXPECT(1, WEXITSTATUS(status));
  }
  EXPECT_ERRNO(ECHILD, wait(NULL));
  OK(setrlimit(RLIMIT_NPROC, &all));
  for (int i = 0; i < 31; i++)
    if ((children[i] = FORK()) == 0) _exit(2);
  for (int i = 0; i < 31; i++) EXPECT_EXIT(2, children[i]);
}

QUESTION(file_size, "what if a file would become too large?")
{
  char byte = 0, text[100] = "";
  int fd = OK(open("large", O_RDWR | O_CREAT, 0600));
  limit(RLIMIT_FSIZE, 50);
  EXPECT(50, write(fd, text, 100));
  pid_t child = FORK();
  if (child == 0) {
    if (write(fd, &byte, 1) == 1) _exit(1);
    _exit(2);
  }
  EXPECT_KILLED(SIGXFSZ, child);
  handle(SIGXFSZ, SIG_IGN, 0);
  EXPECT_ERRNO(EFBIG, write(fd, &byte, 1));
  EXPECT_ERRNO(EFBIG, pwrite(fd, &byte, 1, 1000));
  EXPECT_ERRNO(EFBIG, ftruncate(fd, 51));
  EXPECT(1, pwrite(fd, &byte, 1, 49));
  EXPECT(50, lseek(fd, 0, SEEK_END));
}

QUESTION(times_zero, "do a child's times begin at zero?")
{
  struct tms times_used;
  struct rusage usage;
  pid_t first = FORK();
  if (first == 0) {
    for (volatile int i = 0; i < 100000; i++) continue;
    _exit(0);
  }
  EXPECT_EXIT(0, first);
  pid_t child = FORK();
  if (child == 0) {
    EXPECT_TRUE(times(&times_used) != (clock_t)-1);
    EXPECT(0, times_used.tms_cutime);
    EXPECT(0, times_used.tms_cstime);
    OK(getrusage(RUSAGE_CHILDREN, &usage));
    EXPECT(0, usage.ru_utime.tv_sec + usage.ru_utime.tv_usec);
    _exit(0);
  }
  EXPECT_EXIT(0, child);
  EXPECT_ERRNO(EINVAL, getrusage(77, &usage));
}

QUESTION(nice_inherited, "is a child as nice as its parent, and then as it likes?")
{
  int before = getpriority(PRIO_PROCESS, 0);
  pid_t child = FORK();
  if (child == 0) {
    EXPECT(before, getpriority(PRIO_PROCESS, 0));
    int after = before + 3 > 19 ? 19 : before + 3;
    EXPECT(after, nice(3));
    EXPECT(after, getpriority(PRIO_PROCESS, getpid()));
    _exit(0);
  }
  EXPECT_EXIT(0, child);
  EXPECT(before, getpriority(PRIO_PROCESS, 0));
  EXPECT_ERRNO(ESRCH, getpriority(PRIO_PROCESS, 0x3ffffff));
  EXPECT_ERRNO(EINVAL, getpriority(77, 0));
}

QUESTION(users, "whose processes may a process without privileges kill?")
{
  if (geteuid() != 0) return; /* nobody has a stranger's process to try it on */
  pid_t stranger = FORK();
  if (stranger == 0)
    for (;;) pause();
  pid_t child = FORK();
  if (child == 0) {
    OK(setuid(54321));
    EXPECT(54321, getuid());
    EXPECT(54321, geteuid());
    EXPECT_ERRNO(EPERM, kill(stranger, SIGKILL));
    EXPECT_ERRNO(EPERM, kill(stranger, 0));
    EXPECT_ERRNO(EPERM, setuid(0));
    _exit(0);
  }
  EXPECT_EXIT(0, child);
  EXPECT(0, kill(stranger, SIGKILL));
  EXPECT_KILLED(SIGKILL, stranger);
}
