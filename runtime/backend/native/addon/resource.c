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

#ifdef __linux__
/* timer_create(clock, notify, signal, value): answers the id; notify -1: as the host does by itself. */
static int64_t make_timer(int64_t *a)
{
  struct sigevent event = {.sigev_notify = a[1], .sigev_signo = a[2], .sigev_value.sival_int = a[3]};
  int id;
  return syscall(SYS_timer_create, a[0], a[1] < 0 ? NULL : &event, &id) < 0 ? -errno : id;
}
#endif

/*
 * `limit` is prlimit(pid, resource, wanted or null, old or null); `getPriority` answers 20 minus the nice value; ids are the real,
 * the effective, and the saved one.
 */
#define CALLS(call)                                                                                   \
  call(clockTime, "ib", ANSWER(clock_gettime(a[0], TIMES(1))))                                        \
  call(clockResolution, "ib", ANSWER(clock_getres(a[0], TIMES(1))))                                   \
  call(times, "b", ANSWER(times(TIMES(0))))                                                           \
  call(alarm, "i", ANSWER(alarm(a[0])))                                                               \
  call(setInterval, "ibb", ANSWER(setitimer(a[0], TIMES(1), TIMES(3))))                               \
  call(getInterval, "ib", ANSWER(getitimer(a[0], TIMES(1))))                                          \
  call(makeTimer, "iiii", LINUX(make_timer(a)))                                                       \
  call(setTimer, "iibb", LINUX(ANSWER(syscall(SYS_timer_settime, a[0], a[1], TIMES(2), TIMES(4)))))   \
  call(getTimer, "ib", LINUX(ANSWER(syscall(SYS_timer_gettime, a[0], TIMES(1)))))                     \
  call(timerOverrun, "i", LINUX(ANSWER(syscall(SYS_timer_getoverrun, a[0]))))                         \
  call(deleteTimer, "i", LINUX(ANSWER(syscall(SYS_timer_delete, a[0]))))                              \
  call(limit, "iibb", LINUX(ANSWER(prlimit(a[0], a[1], AT(struct rlimit, 2), AT(struct rlimit, 4))))) \
  call(getPriority, "ii", LINUX(ANSWER(syscall(SYS_getpriority, a[0], a[1]))))                        \
  call(setPriority, "iii", ANSWER(setpriority(a[0], a[1], a[2])))                                     \
  call(getresuid, "b", LINUX(ANSWER(getresuid(AT(uid_t, 0), AT(uid_t, 0) + 1, AT(uid_t, 0) + 2))))    \
  call(getresgid, "b", LINUX(ANSWER(getresgid(AT(gid_t, 0), AT(gid_t, 0) + 1, AT(gid_t, 0) + 2))))    \
  call(setresuid, "iii", LINUX(ANSWER(setresuid(a[0], a[1], a[2]))))                                  \
  call(setresgid, "iii", LINUX(ANSWER(setresgid(a[0], a[1], a[2]))))                                  \
  call(getgroups, "b", ANSWER(getgroups(a[1] / sizeof(gid_t), AT(gid_t, 0))))                         \
  call(setgroups, "b", ANSWER(setgroups(a[1] / sizeof(gid_t), AT(gid_t, 0))))

TABLE(resource_calls)
