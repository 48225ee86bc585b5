/*
 * sysconf, pathconf, confstr: what is true here. -1 without an errno says that there is no limit; -1 is also said of options
 * that are not supported.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "answer.h"

#define POSIX 200809L
#define NONE (-1)

static long limit_of(int resource)
{
  struct rlimit limit;
  if (getrlimit(resource, &limit) < 0 || limit.rlim_cur > LONG_MAX) return NONE;
  return (long)limit.rlim_cur;
}

long sysconf(int name)
{
  switch (name) {
    case _SC_CHILD_MAX: return limit_of(RLIMIT_NPROC);
    case _SC_OPEN_MAX: return limit_of(RLIMIT_NOFILE);
    case _SC_SIGQUEUE_MAX: return limit_of(RLIMIT_SIGPENDING);
    case _SC_TIMER_MAX: return limit_of(RLIMIT_SIGPENDING);
    case _SC_ARG_MAX: return ARG_MAX;
    case _SC_CLK_TCK: return 100;
    case _SC_NGROUPS_MAX: return NGROUPS_MAX;
    case _SC_STREAM_MAX: return limit_of(RLIMIT_NOFILE);
    case _SC_TZNAME_MAX: return TZNAME_MAX;
    case _SC_DELAYTIMER_MAX: return DELAYTIMER_MAX;
    case _SC_PAGESIZE: return PAGESIZE;
    case _SC_RTSIG_MAX: return RTSIG_MAX;
    case _SC_SEM_NSEMS_MAX: return SEM_NSEMS_MAX;
    case _SC_SEM_VALUE_MAX: return SEM_VALUE_MAX;
    case _SC_IOV_MAX: return IOV_MAX;
    case _SC_GETGR_R_SIZE_MAX: return 1024;
    case _SC_GETPW_R_SIZE_MAX: return 1024;
    case _SC_LOGIN_NAME_MAX: return LOGIN_NAME_MAX;
    case _SC_TTY_NAME_MAX: return TTY_NAME_MAX;
    case _SC_HOST_NAME_MAX: return 64;
    case _SC_SYMLOOP_MAX: return SYMLOOP_MAX;
    case _SC_ATEXIT_MAX: return 2147483647;
    case _SC_NZERO: return 20;
    case _SC_NPROCESSORS_CONF: return 1;
    case _SC_NPROCESSORS_ONLN: return 1;
    case _SC_MINSIGSTKSZ: return 2048;
    case _SC_SIGSTKSZ: return 8192;

    case _SC_BC_BASE_MAX: return BC_BASE_MAX;
    case _SC_BC_DIM_MAX: return BC_DIM_MAX;
    case _SC_BC_SCALE_MAX: return BC_SCALE_MAX;
    case _SC_BC_STRING_MAX: return BC_STRING_MAX;
    case _SC_COLL_WEIGHTS_MAX: return COLL_WEIGHTS_MAX;
    case _SC_EXPR_NEST_MAX: return EXPR_NEST_MAX;
    case _SC_LINE_MAX: return LINE_MAX;
    case _SC_RE_DUP_MAX: return RE_DUP_MAX;

    case _SC_VERSION: return POSIX;
    case _SC_2_VERSION: return POSIX;
    case _SC_2_C_BIND: return POSIX;
    case _SC_XOPEN_VERSION: return _XOPEN_VERSION;
    case _SC_JOB_CONTROL: return 1;
    case _SC_SAVED_IDS: return 1;
    case _SC_REGEXP: return 1;
    case _SC_SHELL: return 1;
    case _SC_SPAWN: return POSIX;
    case _SC_REALTIME_SIGNALS: return POSIX;
    case _SC_TIMERS: return POSIX;
    case _SC_TIMEOUTS: return POSIX;
    case _SC_MONOTONIC_CLOCK: return POSIX;
    case _SC_CLOCK_SELECTION: return POSIX;
    case _SC_CPUTIME: return POSIX;
    case _SC_THREAD_CPUTIME: return POSIX;
    case _SC_FSYNC: return POSIX;
    case _SC_MAPPED_FILES: return POSIX;
    case _SC_SHARED_MEMORY_OBJECTS: return POSIX;
    case _SC_SEMAPHORES: return POSIX;
    case _SC_ADVISORY_INFO: return POSIX;

    case _SC_THREAD_DESTRUCTOR_ITERATIONS: return PTHREAD_DESTRUCTOR_ITERATIONS;
    case _SC_THREAD_KEYS_MAX: return PTHREAD_KEYS_MAX;
    case _SC_THREAD_STACK_MIN: return PTHREAD_STACK_MIN;
    case _SC_THREAD_THREADS_MAX: return 1;

    /* All the memory that there could be, of which nobody knows how much is left. */
    case _SC_PHYS_PAGES: return 65536;
    case _SC_AVPHYS_PAGES: return 65536;

    case _SC_PRIORITY_SCHEDULING:
    case _SC_ASYNCHRONOUS_IO:
    case _SC_PRIORITIZED_IO:
    case _SC_SYNCHRONIZED_IO:
    case _SC_MEMLOCK:
    case _SC_MEMLOCK_RANGE:
    case _SC_MEMORY_PROTECTION:
    case _SC_MESSAGE_PASSING:
    case _SC_AIO_LISTIO_MAX:
    case _SC_AIO_MAX:
    case _SC_AIO_PRIO_DELTA_MAX:
    case _SC_MQ_OPEN_MAX:
    case _SC_MQ_PRIO_MAX:
    case _SC_PASS_MAX:
    case _SC_2_C_DEV:
    case _SC_2_CHAR_TERM:
    case _SC_2_FORT_DEV:
    case _SC_2_FORT_RUN:
    case _SC_2_LOCALEDEF:
    case _SC_2_PBS:
    case _SC_2_PBS_ACCOUNTING:
    case _SC_2_PBS_CHECKPOINT:
    case _SC_2_PBS_LOCATE:
    case _SC_2_PBS_MESSAGE:
    case _SC_2_PBS_TRACK:
    case _SC_2_SW_DEV:
    case _SC_2_UPE:
    case _SC_THREADS:
    case _SC_THREAD_SAFE_FUNCTIONS:
    case _SC_THREAD_ATTR_STACKADDR:
    case _SC_THREAD_ATTR_STACKSIZE:
    case _SC_THREAD_PRIORITY_SCHEDULING:
    case _SC_THREAD_PRIO_INHERIT:
    case _SC_THREAD_PRIO_PROTECT:
    case _SC_THREAD_PROCESS_SHARED:
    case _SC_THREAD_ROBUST_PRIO_INHERIT:
    case _SC_THREAD_ROBUST_PRIO_PROTECT:
    case _SC_THREAD_SPORADIC_SERVER:
    case _SC_SPORADIC_SERVER:
    case _SC_BARRIERS:
    case _SC_SPIN_LOCKS:
    case _SC_READER_WRITER_LOCKS:
    case _SC_TYPED_MEMORY_OBJECTS:
    case _SC_TRACE:
    case _SC_TRACE_EVENT_FILTER:
    case _SC_TRACE_EVENT_NAME_MAX:
    case _SC_TRACE_INHERIT:
    case _SC_TRACE_LOG:
    case _SC_TRACE_NAME_MAX:
    case _SC_TRACE_SYS_MAX:
    case _SC_TRACE_USER_EVENT_MAX:
    case _SC_SS_REPL_MAX:
    case _SC_STREAMS:
    case _SC_XOPEN_STREAMS:
    case _SC_XOPEN_CRYPT:
    case _SC_XOPEN_ENH_I18N:
    case _SC_XOPEN_LEGACY:
    case _SC_XOPEN_REALTIME:
    case _SC_XOPEN_REALTIME_THREADS:
    case _SC_XOPEN_SHM:
    case _SC_XOPEN_UNIX:
    case _SC_IPV6:
    case _SC_RAW_SOCKETS:
    case _SC_V6_ILP32_OFF32:
    case _SC_V6_LP64_OFF64:
    case _SC_V6_LPBIG_OFFBIG:
    case _SC_V7_ILP32_OFF32:
    case _SC_V7_LP64_OFF64:
    case _SC_V7_LPBIG_OFFBIG: return NONE;
    case _SC_V6_ILP32_OFFBIG:
    case _SC_V7_ILP32_OFFBIG: return 1;

    default: return answer(-EINVAL);
  }
}

static long path_limit(int name)
{
  switch (name) {
    case _PC_LINK_MAX: return NONE;
    case _PC_MAX_CANON: return 255;
    case _PC_MAX_INPUT: return 255;
    case _PC_NAME_MAX: return NAME_MAX;
    case _PC_PATH_MAX: return PATH_MAX;
    case _PC_PIPE_BUF: return PIPE_BUF;
    case _PC_CHOWN_RESTRICTED: return 1;
    case _PC_NO_TRUNC: return 1;
    case _PC_VDISABLE: return 0;
    case _PC_FILESIZEBITS: return 64;
    case _PC_REC_MIN_XFER_SIZE: return 4096;
    case _PC_REC_XFER_ALIGN: return 4096;
    case _PC_ALLOC_SIZE_MIN: return 4096;
    case _PC_2_SYMLINKS: return 1;
    case _PC_SYNC_IO:
    case _PC_ASYNC_IO:
    case _PC_PRIO_IO:
    case _PC_SOCK_MAXBUF:
    case _PC_REC_INCR_XFER_SIZE:
    case _PC_REC_MAX_XFER_SIZE:
    case _PC_SYMLINK_MAX: return NONE;
    default: return answer(-EINVAL);
  }
}

long fpathconf(int fd, int name) { return fcntl(fd, F_GETFD) < 0 ? -1 : path_limit(name); }

long pathconf(const char *path, int name)
{
  struct stat stat_of;
  return stat(path, &stat_of) < 0 ? -1 : path_limit(name);
}

/* Stores what fits, and answers how much room the whole takes. */
size_t confstr(int name, char *buffer, size_t size)
{
  const char *value;
  switch (name) {
    case _CS_PATH: value = "/bin:/usr/bin"; break;
    case _CS_POSIX_V6_WIDTH_RESTRICTED_ENVS: value = "POSIX_V6_ILP32_OFFBIG"; break;
    case _CS_POSIX_V7_WIDTH_RESTRICTED_ENVS: value = "POSIX_V7_ILP32_OFFBIG"; break;
    case _CS_V6_ENV:
    case _CS_V7_ENV: value = "POSIXLY_CORRECT=1"; break;
    default:
      if (name < _CS_POSIX_V6_ILP32_OFF32_CFLAGS || name > _CS_POSIX_V7_THREADS_LDFLAGS) {
        errno = EINVAL;
        return 0;
      }
      value = "";
  }
  size_t length = strlen(value) + 1;
  if (buffer && size > 0) {
    size_t stored = length < size ? length : size;
    memcpy(buffer, value, stored);
    buffer[stored - 1] = '\0';
  }
  return length;
}

int getpagesize(void) { return PAGESIZE; }
