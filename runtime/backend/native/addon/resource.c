/* Time, timers, and what a process may use. Times are two numbers: seconds, and nanoseconds or microseconds. */
#include "addon.h"

#include <grp.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/times.h>
#include <time.h>
#include <unistd.h>

#define TIMES(n) AT(void, n)

PLAIN(clock_time, clock_gettime(a[0], TIMES(1)))
PLAIN(clock_resolution, clock_getres(a[0], TIMES(1)))
PLAIN(times_, times(TIMES(0)))

PLAIN(alarm_, alarm(a[0]))
PLAIN(set_interval, setitimer(a[0], TIMES(1), TIMES(3)))
PLAIN(get_interval, getitimer(a[0], TIMES(1)))

/* timer_create(clock, notify, signal, value): answers the id; notify -1: as the host does by itself. */
static int64_t make_timer(int64_t *a)
{
#ifdef __linux__
  struct sigevent event = {.sigev_notify = a[1], .sigev_signo = a[2], .sigev_value.sival_int = a[3]};
  int id;
  return syscall(SYS_timer_create, a[0], a[1] < 0 ? NULL : &event, &id) < 0 ? -errno : id;
#else
  return (void)a, -ENOSYS;
#endif
}

LINUX(set_timer, syscall(SYS_timer_settime, a[0], a[1], TIMES(2), TIMES(4)))
LINUX(get_timer, syscall(SYS_timer_gettime, a[0], TIMES(1)))
LINUX(timer_overrun, syscall(SYS_timer_getoverrun, a[0]))
LINUX(delete_timer, syscall(SYS_timer_delete, a[0]))

/* prlimit(pid, resource, wanted or null, old or null): soft and hard limits. */
LINUX(limit, prlimit(a[0], a[1], AT(struct rlimit, 2), AT(struct rlimit, 4)))

/* Answered is 20 minus the nice value. */
LINUX(get_priority, syscall(SYS_getpriority, a[0], a[1]))
PLAIN(set_priority, setpriority(a[0], a[1], a[2]))

/* real, effective, saved */
LINUX(get_users, getresuid(AT(uid_t, 0), AT(uid_t, 0) + 1, AT(uid_t, 0) + 2))
LINUX(get_group_ids, getresgid(AT(gid_t, 0), AT(gid_t, 0) + 1, AT(gid_t, 0) + 2))
LINUX(set_users, setresuid(a[0], a[1], a[2]))
LINUX(set_group_ids, setresgid(a[0], a[1], a[2]))
PLAIN(get_groups, getgroups(a[1] / sizeof(gid_t), AT(gid_t, 0)))
PLAIN(set_groups, setgroups(a[1] / sizeof(gid_t), AT(gid_t, 0)))

const struct call resource_calls[] = {
  {"clockTime", "ib", clock_time},
  {"clockResolution", "ib", clock_resolution},
  {"times", "b", times_},
  {"alarm", "i", alarm_},
  {"setInterval", "ibb", set_interval},
  {"getInterval", "ib", get_interval},
  {"makeTimer", "iiii", make_timer},
  {"setTimer", "iibb", set_timer},
  {"getTimer", "ib", get_timer},
  {"timerOverrun", "i", timer_overrun},
  {"deleteTimer", "i", delete_timer},
  {"limit", "iibb", limit},
  {"getPriority", "ii", get_priority},
  {"setPriority", "iii", set_priority},
  {"getresuid", "b", get_users},
  {"getresgid", "b", get_group_ids},
  {"setresuid", "iii", set_users},
  {"setresgid", "iii", set_group_ids},
  {"getgroups", "b", get_groups},
  {"setgroups", "b", set_groups},
  {NULL, NULL, NULL},
};
