/*
 * signal.h, with the numbers of Linux. wasi-libc's own header declares an emulation inside one process, so it is not included.
 * Handlers run after system calls and at preemption points, in the process's own code.
 */
#ifndef PRONG_SIGNAL_H
#define PRONG_SIGNAL_H

#define __NEED_pid_t
#define __NEED_uid_t
#define __NEED_clock_t
#define __NEED_sigset_t
#define __NEED_size_t
#define __NEED_pthread_t
#define __NEED_pthread_attr_t
#define __NEED_struct_timespec
#define __NEED_time_t
#include <bits/alltypes.h>
#include <__struct_timespec.h>

#include <prong/numbers.h>

#define SIGIOT SIGABRT
#define SIGPOLL SIGIO
#define NSIG _NSIG
#define SIGRTMIN 34
#define SIGRTMAX 64

#define SIG_ERR ((void (*)(int))-1)
#define SIG_DFL ((void (*)(int))0)
#define SIG_IGN ((void (*)(int))-2)

#define SS_ONSTACK 1
#define SS_DISABLE 2
#define MINSIGSTKSZ 2048
#define SIGSTKSZ 8192

#define SIGEV_SIGNAL 0
#define SIGEV_NONE 1
#define SIGEV_THREAD 2

#define SI_ASYNCIO (-4)
#define SI_MESGQ (-3)
#define SI_TKILL (-6)
#define ILL_ILLOPC 1
#define ILL_ILLOPN 2
#define ILL_ILLADR 3
#define ILL_ILLTRP 4
#define ILL_PRVOPC 5
#define ILL_PRVREG 6
#define ILL_COPROC 7
#define ILL_BADSTK 8
#define FPE_INTDIV 1
#define FPE_INTOVF 2
#define FPE_FLTDIV 3
#define FPE_FLTOVF 4
#define FPE_FLTUND 5
#define FPE_FLTRES 6
#define FPE_FLTINV 7
#define FPE_FLTSUB 8
#define SEGV_MAPERR 1
#define SEGV_ACCERR 2
#define BUS_ADRALN 1
#define BUS_ADRERR 2
#define BUS_OBJERR 3
#define TRAP_BRKPT 1
#define TRAP_TRACE 2
#define CLD_TRAPPED 4

#ifdef __cplusplus
extern "C" {
#endif

typedef int sig_atomic_t;

union sigval {
  int sival_int;
  void *sival_ptr;
};

/* As the kernel fills it: see `siginfo` in runtime/abi/layout.ts. */
typedef struct {
  int si_signo;
  int si_errno;
  int si_code;
  pid_t si_pid;
  uid_t si_uid;
  int si_status;
  union sigval si_value;
  void *si_addr;
  int si_timerid;
  int si_overrun;
  long si_band;
  int si_fd;
} siginfo_t;

#define si_int si_value.sival_int
#define si_ptr si_value.sival_ptr

/* As the kernel reads it: see `sigaction` in runtime/abi/layout.ts. */
struct sigaction {
  union {
    void (*sa_handler)(int);
    void (*sa_sigaction)(int, siginfo_t *, void *);
  };
  sigset_t sa_mask;
  int sa_flags;
  void (*sa_restorer)(void);
};

typedef struct {
  void *ss_sp;
  int ss_flags;
  size_t ss_size;
} stack_t;

/* What a handler gets as its third argument: the registers of a Wasm program cannot be named, so there are none. */
typedef struct __ucontext {
  unsigned long uc_flags;
  struct __ucontext *uc_link;
  stack_t uc_stack;
  sigset_t uc_sigmask;
} ucontext_t;

struct sigevent {
  union sigval sigev_value;
  int sigev_signo;
  int sigev_notify;
  void (*sigev_notify_function)(union sigval);
  void *sigev_notify_attributes;
};

typedef void (*sighandler_t)(int);
typedef void (*sig_t)(int);

int kill(pid_t, int);
int killpg(pid_t, int);
int raise(int);
int sigqueue(pid_t, int, union sigval);
void psignal(int, const char *);
void psiginfo(const siginfo_t *, const char *);

void (*signal(int, void (*)(int)))(int);
int sigaction(int, const struct sigaction *__restrict, struct sigaction *__restrict);
int siginterrupt(int, int);
int sigaltstack(const stack_t *__restrict, stack_t *__restrict);

int sigemptyset(sigset_t *);
int sigfillset(sigset_t *);
int sigaddset(sigset_t *, int);
int sigdelset(sigset_t *, int);
int sigismember(const sigset_t *, int);
int sigisemptyset(const sigset_t *);
int sigorset(sigset_t *, const sigset_t *, const sigset_t *);
int sigandset(sigset_t *, const sigset_t *, const sigset_t *);

int sigprocmask(int, const sigset_t *__restrict, sigset_t *__restrict);
int pthread_sigmask(int, const sigset_t *__restrict, sigset_t *__restrict);
int sigpending(sigset_t *);
int sigsuspend(const sigset_t *);
int sigwait(const sigset_t *__restrict, int *__restrict);
int sigwaitinfo(const sigset_t *__restrict, siginfo_t *__restrict);
int sigtimedwait(const sigset_t *__restrict, siginfo_t *__restrict, const struct timespec *__restrict);

int sighold(int);
int sigrelse(int);
int sigignore(int);
int sigpause(int);
void (*sigset(int, void (*)(int)))(int);

#ifdef __cplusplus
}
#endif

#endif
