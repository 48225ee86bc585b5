/**
 * Numbers and layouts of limits, usage, priorities, timers and names, as Linux numbers them (little-endian, wasm32):
 *
 *     rlimit      { u64 soft; u64 hard @8 }                                             16 bytes
 *     timeval     { i64 seconds; i64 microseconds @8 }                                  16
 *     timespec    { i64 seconds; i32 nanoseconds @8 }                                   16
 *     itimerval   { timeval interval; timeval value @16 }                               32
 *     itimerspec  { timespec interval; timespec value @16 }                             32
 *     sigevent    { u32 value; i32 signal @4; i32 notify @8; u32 function; u32 attributes }  20
 *     tms         { i64 user; i64 system @8; i64 children's user @16; children's system @24 }  32
 *     rusage      { timeval user; timeval system @16; i32 maxrss @32, ixrss, idrss, isrss,
 *                   minflt @48, majflt, nswap, inblock, oublock, msgsnd, msgrcv, nsignals,
 *                   nvcsw @80, nivcsw @84 }                                             88
 *     utsname     { char[65] each: sysname, nodename, release, version, machine, domainname }  390
 */
export const RLIMIT_SIZE = 16;
export const ITIMERVAL_SIZE = 32;
export const ITIMERSPEC_SIZE = 32;
export const SIGEVENT_SIZE = 20;
export const TMS_SIZE = 32;
export const RUSAGE_SIZE = 88;
/** Of each of the six names, with its NUL. */
export const UTSNAME_FIELD = 65;

export const RLIMIT_CPU = 0;
export const RLIMIT_FSIZE = 1;
export const RLIMIT_DATA = 2;
export const RLIMIT_STACK = 3;
export const RLIMIT_CORE = 4;
export const RLIMIT_RSS = 5;
export const RLIMIT_NPROC = 6;
export const RLIMIT_NOFILE = 7;
export const RLIMIT_MEMLOCK = 8;
export const RLIMIT_AS = 9;
export const RLIMIT_LOCKS = 10;
export const RLIMIT_SIGPENDING = 11;
export const RLIMIT_MSGQUEUE = 12;
export const RLIMIT_NICE = 13;
export const RLIMIT_RTPRIO = 14;
export const RLIMIT_RTTIME = 15;
export const RLIM_NLIMITS = 16;

/** No limit, as Linux and musl say it. */
export const RLIM_INFINITY = 2n ** 64n - 1n;

export const RUSAGE_SELF = 0;
export const RUSAGE_CHILDREN = -1;
export const RUSAGE_THREAD = 1;

export const PRIO_PROCESS = 0;
export const PRIO_PGRP = 1;
export const PRIO_USER = 2;

export const ITIMER_REAL = 0;
export const ITIMER_VIRTUAL = 1;
export const ITIMER_PROF = 2;

export const CLOCK_REALTIME = 0;
export const CLOCK_MONOTONIC = 1;
export const CLOCK_PROCESS_CPUTIME_ID = 2;
export const CLOCK_THREAD_CPUTIME_ID = 3;
export const CLOCK_MONOTONIC_RAW = 4;
export const CLOCK_REALTIME_COARSE = 5;
export const CLOCK_MONOTONIC_COARSE = 6;
export const CLOCK_BOOTTIME = 7;

export const TIMER_ABSTIME = 1;

export const SIGEV_SIGNAL = 0;
export const SIGEV_NONE = 1;
export const SIGEV_THREAD = 2;

/** Clock ticks in a second, of `times` (sysconf(_SC_CLK_TCK)). */
export const CLOCK_TICKS = 100;
