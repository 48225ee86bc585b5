/* Users, groups, niceness, names, sysconf and its like. */
#include <fcntl.h>
#include <grp.h>
#include <limits.h>
#include <pwd.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/utsname.h>
#include <time.h>

#include "facts.h"

static void users(void)
{
  uid_t real, effective, saved;
  uid_t me = getuid();
  show("geteuid", geteuid() == me);
  show("getegid", getegid() == getgid());
  show("getresuid", getresuid(&real, &effective, &saved));
  show("all are one", real == me && effective == me && saved == me);
  show("not root", me != 0);
  show("setuid to root", setuid(0));
  show("setuid to oneself", setuid(me));
  show("seteuid to root", seteuid(0));
  show("setuid to nobody", setuid(-1));
  show("setreuid to nothing", setreuid(-1, -1));
  show("setreuid to another", setreuid(me, 5));
  show("setresuid to oneself", setresuid(me, me, me));
  show("setresuid to another", setresuid(-1, -1, 7));
  show("setgid to root's", setgid(0));
  show("setegid to one's own", setegid(getgid()));
  show("setresgid to root's", setresgid(-1, 0, -1));
  show("getresuid to a bad address", getresuid((uid_t *)-16, &effective, &saved));
  gid_t groups[100];
  int count = getgroups(0, NULL);
  show("getgroups", count >= 0 && count == getgroups(100, groups));
  show("too little room", getgroups(-1, groups));
  show("setgroups", setgroups(1, groups));
  show("initgroups", initgroups("user", 1000));
  show("kill root's", kill(1, 0));
}

static void names(void)
{
  struct passwd *user = getpwnam("root");
  tell("root: %s %d %d\n", user->pw_name, (int)user->pw_uid, (int)user->pw_gid);
  user = getpwuid(0);
  tell("0: %s\n", user->pw_name);
  show("nobody", getpwnam("no such user") == NULL);
  show("no such id", getpwuid(123456789) == NULL);
  struct group *group = getgrgid(0);
  tell("group 0: %s %d %s\n", group->gr_name, (int)group->gr_gid, group->gr_mem[0] ? "with members" : "without members");
  group = getgrnam("root");
  tell("group root: %s\n", group->gr_name);
  show("no such group", getgrnam("no such group") == NULL);
  struct passwd entry, *found;
  char buffer[1024];
  show("getpwnam_r", getpwnam_r("root", &entry, buffer, sizeof buffer, &found));
  show("found", found == &entry && strcmp(entry.pw_name, "root") == 0 && entry.pw_name >= buffer);
  tell("too little room: %s\n", error_name(getpwuid_r(0, &entry, buffer, 3, &found)));
  show("then nothing", found == NULL);
  show("somebody who is not there", getpwnam_r("no such user", &entry, buffer, sizeof buffer, &found));
  show("nothing again", found == NULL);
  struct group made, *known;
  show("getgrgid_r", getgrgid_r(0, &made, buffer, sizeof buffer, &known));
  show("found", known == &made && strcmp(made.gr_name, "root") == 0);
  tell("too little room: %s\n", error_name(getgrnam_r("root", &made, buffer, 2, &known)));
  setpwent();
  user = getpwent();
  tell("the first: %s\n", user->pw_name);
  int count = 1;
  while (getpwent()) count++;
  show("more than one", count > 1);
  setpwent();
  tell("the first again: %s\n", getpwent()->pw_name);
  endpwent();
  setgrent();
  tell("the first group: %s\n", getgrent()->gr_name);
  endgrent();
}

static void niceness(void)
{
  errno = 0;
  int before = getpriority(PRIO_PROCESS, 0);
  show("begins at", before);
  show("nice", nice(3));
  show("getpriority", getpriority(PRIO_PROCESS, getpid()));
  if (fork() == 0) {
    show("the child has it", getpriority(PRIO_PROCESS, 0));
    show("its parent, too", getpriority(PRIO_PROCESS, getppid()));
    setpriority(PRIO_PROCESS, 0, 7);
    _exit(0);
  }
  wait(NULL);
  show("the child's own", getpriority(PRIO_PROCESS, 0));
  show("less nice", nice(-1));
  show("less nice", setpriority(PRIO_PROCESS, 0, 1));
  show("the same", setpriority(PRIO_PROCESS, 0, 3));
  show("too nice", setpriority(PRIO_PROCESS, 0, 100));
  show("is", getpriority(PRIO_PROCESS, 0));
  show("nicer still", nice(1000));
  show("a kind that there is not", getpriority(7, 0));
  show("setpriority, too", setpriority(-1, 0, 5));
  show("nobody", getpriority(PRIO_PROCESS, 999999));
  show("setpriority, too", setpriority(PRIO_PROCESS, 999999, 5));
  show("a group that there is not", getpriority(PRIO_PGRP, 999999));
  show("root's", setpriority(PRIO_PROCESS, 1, 5));
  show("a user without processes", getpriority(PRIO_USER, 54321));
}

static void system_names(void)
{
  struct utsname system;
  show("uname", uname(&system));
  show("its names", *system.sysname && *system.nodename && *system.release && *system.version && *system.machine);
  show("uname to a bad address", uname((struct utsname *)-16));
  char name[100];
  show("gethostname", gethostname(name, sizeof name));
  show("the same", strcmp(name, system.nodename) == 0);
  show("sethostname", sethostname("other", 5));
}

/* Those that POSIX wants from everybody. */
static void numbers(void)
{
  show("_SC_VERSION", sysconf(_SC_VERSION) >= 200809);
  show("_SC_JOB_CONTROL", sysconf(_SC_JOB_CONTROL));
  show("_SC_SAVED_IDS", sysconf(_SC_SAVED_IDS));
  show("_SC_ARG_MAX", sysconf(_SC_ARG_MAX) >= _POSIX_ARG_MAX);
  show("_SC_NGROUPS_MAX", sysconf(_SC_NGROUPS_MAX) >= 8);
  show("_SC_RTSIG_MAX", sysconf(_SC_RTSIG_MAX) >= 8);
  show("_SC_SIGQUEUE_MAX", sysconf(_SC_SIGQUEUE_MAX) >= 32);
  show("_SC_TIMER_MAX", sysconf(_SC_TIMER_MAX) == -1 || sysconf(_SC_TIMER_MAX) >= 32);
  show("_SC_CLK_TCK", sysconf(_SC_CLK_TCK));
  show("_SC_PAGESIZE", sysconf(_SC_PAGESIZE) == getpagesize());
  show("_SC_NPROCESSORS_ONLN", sysconf(_SC_NPROCESSORS_ONLN) >= 1);
  show("_SC_IOV_MAX", sysconf(_SC_IOV_MAX));
  show("_SC_LINE_MAX", sysconf(_SC_LINE_MAX) >= 2048);
  show("_SC_MONOTONIC_CLOCK", sysconf(_SC_MONOTONIC_CLOCK) > 0);
  show("_SC_TIMERS", sysconf(_SC_TIMERS) > 0);
  show("_SC_CPUTIME", sysconf(_SC_CPUTIME) > 0);
  show("_SC_HOST_NAME_MAX", sysconf(_SC_HOST_NAME_MAX));
  show("_SC_GETPW_R_SIZE_MAX", sysconf(_SC_GETPW_R_SIZE_MAX));
  struct rlimit limit = {50, 60};
  setrlimit(RLIMIT_NOFILE, &limit);
  show("_SC_OPEN_MAX", sysconf(_SC_OPEN_MAX));
  show("getdtablesize", getdtablesize());
  setrlimit(RLIMIT_NPROC, &(struct rlimit){40, 40});
  show("_SC_CHILD_MAX", sysconf(_SC_CHILD_MAX));
  show("one that there is not", sysconf(9999));
  show("_PC_PIPE_BUF", pathconf("/", _PC_PIPE_BUF));
  show("_PC_NAME_MAX", pathconf("/", _PC_NAME_MAX));
  show("_PC_PATH_MAX", fpathconf(0, _PC_PATH_MAX));
  show("_PC_NO_TRUNC", fpathconf(0, _PC_NO_TRUNC));
  show("_PC_VDISABLE", fpathconf(0, _PC_VDISABLE));
  show("one that there is not", pathconf("/", 9999));
  char path[100];
  size_t length = confstr(_CS_PATH, path, sizeof path);
  show("_CS_PATH", length == strlen(path) + 1 && strstr(path, "/bin") != NULL);
  show("cut off", confstr(_CS_PATH, path, 3) == length && strlen(path) == 2);
  show("without a buffer", confstr(_CS_PATH, NULL, 0) == length);
  show("one that there is not", confstr(99999, path, 3));
}

int main(void)
{
  become_user();
  part("users", users);
  part("names", names);
  part("niceness", niceness);
  part("system", system_names);
  part("numbers", numbers);
  return 0;
}
