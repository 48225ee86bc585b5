/** Numbers of signal.h besides the signals themselves, as Linux numbers them; and the layouts that go with them. */

/** What `sigaction` is told of a handler. */
export const SA_NOCLDSTOP = 1;
export const SA_NOCLDWAIT = 2;
export const SA_SIGINFO = 4;
export const SA_ONSTACK = 0x08000000;
export const SA_RESTART = 0x10000000;
export const SA_NODEFER = 0x40000000;
export const SA_RESETHAND = 0x80000000;

/** What `sigprocmask` does with the set. */
export const SIG_BLOCK = 0;
export const SIG_UNBLOCK = 1;
export const SIG_SETMASK = 2;

/** In place of a handler: the default action, nothing. Not 1, as elsewhere: that is the first function of a guest's table. */
export const SIG_DFL = 0;
export const SIG_IGN = 0xfffffffe;

/** Why a signal was sent: by `kill`, by the kernel, by `sigqueue`, by a timer. */
export const SI_USER = 0;
export const SI_KERNEL = 128;
export const SI_QUEUE = -1;
export const SI_TIMER = -2;
/** Why SIGCHLD was. */
export const CLD_EXITED = 1;
export const CLD_KILLED = 2;
export const CLD_DUMPED = 3;
export const CLD_STOPPED = 5;
export const CLD_CONTINUED = 6;
/** Why the signal of a fault was. */
export const ILL_ILLOPN = 2;
export const FPE_INTDIV = 1;
export const SEGV_MAPERR = 1;

/** What `waitid` is told to wait for. */
export const P_ALL = 0;
export const P_PID = 1;
export const P_PGID = 2;

/** Tells whoever wraps a call that a signal interrupted it, and that it is to be made again after the handler (SA_RESTART). */
export const RESTART = -512;
