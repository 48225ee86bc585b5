/* Generated from runtime/abi by `npm run generate`: change the table there, not this file. */
#ifndef PRONG_NUMBERS_H
#define PRONG_NUMBERS_H

#define SIGHUP 1
#define SIGINT 2
#define SIGQUIT 3
#define SIGILL 4
#define SIGTRAP 5
#define SIGABRT 6
#define SIGBUS 7
#define SIGFPE 8
#define SIGKILL 9
#define SIGUSR1 10
#define SIGSEGV 11
#define SIGUSR2 12
#define SIGPIPE 13
#define SIGALRM 14
#define SIGTERM 15
#define SIGSTKFLT 16
#define SIGCHLD 17
#define SIGCONT 18
#define SIGSTOP 19
#define SIGTSTP 20
#define SIGTTIN 21
#define SIGTTOU 22
#define SIGURG 23
#define SIGXCPU 24
#define SIGXFSZ 25
#define SIGVTALRM 26
#define SIGPROF 27
#define SIGWINCH 28
#define SIGIO 29
#define SIGPWR 30
#define SIGSYS 31
#define _NSIG 65

/* wasi-libc has some of these, with other values: it knows no exec. Its own come first, or they would win later. */
#include <__header_fcntl.h>
#undef FD_CLOEXEC
#define FD_CLOEXEC 1
#undef FD_CLOFORK
#define FD_CLOFORK 2
#undef F_DUPFD
#define F_DUPFD 0
#undef F_DUPFD_CLOEXEC
#define F_DUPFD_CLOEXEC 1030
#undef F_DUPFD_CLOFORK
#define F_DUPFD_CLOFORK 1100
#undef F_GETFD
#define F_GETFD 1
#undef F_GETFL
#define F_GETFL 3
#undef F_GETPIPE_SZ
#define F_GETPIPE_SZ 1032
#undef F_SETFD
#define F_SETFD 2
#undef F_SETFL
#define F_SETFL 4
#undef F_SETPIPE_SZ
#define F_SETPIPE_SZ 1031
#undef O_CLOEXEC
#define O_CLOEXEC 0x00100000
#undef O_CLOFORK
#define O_CLOFORK 0x00200000
#undef O_NOCTTY
#define O_NOCTTY 0x00400000

#define WCONTINUED 8
#define WEXITED 4
#define WNOHANG 1
#define WNOWAIT 16777216
#define WUNTRACED 2

#define CLD_CONTINUED 6
#define CLD_DUMPED 3
#define CLD_EXITED 1
#define CLD_KILLED 2
#define CLD_STOPPED 5
#define FPE_INTDIV 1
#define ILL_ILLOPN 2
#define SA_NOCLDSTOP 0x00000001
#define SA_NOCLDWAIT 0x00000002
#define SA_NODEFER 0x40000000
#define SA_ONSTACK 0x08000000
#define SA_RESETHAND 0x80000000
#define SA_RESTART 0x10000000
#define SA_SIGINFO 0x00000004
#define SEGV_MAPERR 1
#define SIG_BLOCK 0
#define SIG_SETMASK 2
#define SIG_UNBLOCK 1
#define SI_KERNEL 128
#define SI_QUEUE (-1)
#define SI_TIMER (-2)
#define SI_USER 0

#endif
