/* Generated from runtime/abi by `npm run generate`: change the table there, not this file. */
#ifndef PRONG_SYSCALLS_H
#define PRONG_SYSCALLS_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#define __PRONG_IMPORT(name) __attribute__((import_module("prong_v1"), import_name(name)))

/* Makes a copy of the caller; answers 0 in the child and the child's pid in the parent. */
__PRONG_IMPORT("fork") int __prong_fork(void);

/* As fork, but the child borrows the caller's memory and the caller sleeps until the child's exec or exit. */
__PRONG_IMPORT("vfork") __attribute__((returns_twice)) int __prong_vfork(void);

/* Replaces the program; argv and envp are NULL-terminated arrays of NUL-terminated strings. Returns only to fail. */
__PRONG_IMPORT("execve") int __prong_execve(const char *path, size_t path_length, char *const *argv, char *const *envp);

/* Waits for a child to end and reaps it; WNOHANG answers 0 instead of waiting. rusage must be NULL so far. */
__PRONG_IMPORT("wait4") int __prong_wait4(int pid, int *status, int options, void *rusage);

/* Waits for a child to end, stop or go on, as the options say, and stores what became of it. rusage must be NULL so far. */
__PRONG_IMPORT("waitid") int __prong_waitid(int kind, int id, void *info, int options, void *rusage);

/* The caller's process id. */
__PRONG_IMPORT("getpid") int __prong_getpid(void);

/* The id of the caller's parent, 1 once that has ended. */
__PRONG_IMPORT("getppid") int __prong_getppid(void);

/* Sends a signal; 0 only asks whether the process exists. */
__PRONG_IMPORT("kill") int __prong_kill(int pid, int signal);

/* Sends SIGALRM to the caller in so many seconds, or no more (0); answers how many the alarm before had left. */
__PRONG_IMPORT("alarm") int __prong_alarm(int seconds);

/* Sends a signal with a value. */
__PRONG_IMPORT("sigqueue") int __prong_sigqueue(int pid, int signal, int value);

/* Says what a signal does: SIG_DFL, SIG_IGN or the index of a handler; stores what it did before. */
__PRONG_IMPORT("sigaction") int __prong_sigaction(int signal, void *action, void *old);

/* Blocks and unblocks signals; stores the mask before. */
__PRONG_IMPORT("sigprocmask") int __prong_sigprocmask(int how, void *set, void *old);

/* Stores which blocked signals are pending. */
__PRONG_IMPORT("sigpending") int __prong_sigpending(void *set);

/* Waits for a signal with another mask: EINTR when its handler has run. */
__PRONG_IMPORT("sigsuspend") int __prong_sigsuspend(void *mask);

/* Waits for one of some blocked signals and takes it. */
__PRONG_IMPORT("sigtimedwait") int __prong_sigtimedwait(void *set, void *info, void *timeout);

/* Takes the next pending signal that has a handler, or 0; its mask holds until `signal_return`. */
__PRONG_IMPORT("signal_take") int __prong_signal_take(void *delivery);

/* Puts the mask back that was before a handler. */
__PRONG_IMPORT("signal_return") int __prong_signal_return(unsigned long long mask);

/* Puts the call stack aside, and stores its number; answers 0, and once more for each `longjmp` there. */
__PRONG_IMPORT("setjmp") __attribute__((returns_twice)) int __prong_setjmp(void *env);

/* Goes on with the call stack that was put aside. */
__PRONG_IMPORT("longjmp") int __prong_longjmp(void *env, int value);

/* Makes a pipe and stores two descriptors: the end to read, the end to write. */
__PRONG_IMPORT("pipe2") int __prong_pipe2(int *fds, int flags);

/* The lowest free descriptor, made to name the same open file. */
__PRONG_IMPORT("dup") int __prong_dup(int fd);

/* Makes `to` name the open file of `from`, closing what it named before. */
__PRONG_IMPORT("dup3") int __prong_dup3(int from, int to, int flags);

/* F_DUPFD, F_DUPFD_CLOEXEC, F_DUPFD_CLOFORK, F_GETFD, F_SETFD, F_GETFL, F_SETFL. */
__PRONG_IMPORT("fcntl") int __prong_fcntl(int fd, int command, int argument);

/* Waits until something can be done with one of the descriptors, or for so many milliseconds; answers how many are ready. */
__PRONG_IMPORT("poll") int __prong_poll(void *polled, size_t count, int timeout);

/* Changes the current directory. */
__PRONG_IMPORT("chdir") int __prong_chdir(const char *path, size_t path_length);

/* Changes the current directory to one that is open. */
__PRONG_IMPORT("fchdir") int __prong_fchdir(int fd);

/* Stores the path of the current directory, NUL-terminated; answers its length with the NUL. */
__PRONG_IMPORT("getcwd") int __prong_getcwd(void *buffer, size_t buffer_length);

/* Closes the caller's preopened directories: it will name files from its current directory (dirfd AT_FDCWD). */
__PRONG_IMPORT("use_cwd") int __prong_use_cwd(void);

#ifdef __cplusplus
}
#endif

#endif
