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

/* Waits for a child to end and reaps it; WNOHANG answers 0 instead of waiting. rusage may be NULL. */
__PRONG_IMPORT("wait4") int __prong_wait4(int pid, int *status, int options, void *rusage);

/* Waits for a child to end, stop or go on, as the options say, and stores what became of it. rusage may be NULL. */
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

/* F_DUPFD, F_DUPFD_CLOEXEC, F_DUPFD_CLOFORK, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_GETPIPE_SZ, F_SETPIPE_SZ; locks are record_lock's. */
__PRONG_IMPORT("fcntl") int __prong_fcntl(int fd, int command, int argument);

/* Waits until something can be done with one of the descriptors, or for so many milliseconds; answers how many are ready. */
__PRONG_IMPORT("poll") int __prong_poll(void *polled, size_t count, int timeout);

/* Changes the current directory. */
__PRONG_IMPORT("chdir") int __prong_chdir(const char *path, size_t path_length);

/* Changes the current directory to one that is open. */
__PRONG_IMPORT("fchdir") int __prong_fchdir(int fd);

/* Stores the path of the current directory, NUL-terminated; answers its length with the NUL. */
__PRONG_IMPORT("getcwd") int __prong_getcwd(void *buffer, size_t buffer_length);

/* Opens a file, or makes it with this mode; the flags are wasi-libc's. */
__PRONG_IMPORT("openat") int __prong_openat(int dirfd, const char *path, size_t path_length, int flags, int mode);

/* Makes a directory. */
__PRONG_IMPORT("mkdirat") int __prong_mkdirat(int dirfd, const char *path, size_t path_length, int mode);

/* Makes a named pipe or an empty file. */
__PRONG_IMPORT("mknodat") int __prong_mknodat(int dirfd, const char *path, size_t path_length, int mode);

/* Stores what is known of a file: wasi-libc's struct stat. */
__PRONG_IMPORT("fstatat") int __prong_fstatat(int dirfd, const char *path, size_t path_length, void *stat, int flags);

/* Stores what is known of an open file. */
__PRONG_IMPORT("fstat") int __prong_fstat(int fd, void *stat);

/* Sets the mode of a file. */
__PRONG_IMPORT("fchmodat") int __prong_fchmodat(int dirfd, const char *path, size_t path_length, int mode, int flags);

/* Sets the mode of an open file. */
__PRONG_IMPORT("fchmod") int __prong_fchmod(int fd, int mode);

/* Sets the owners of a file. */
__PRONG_IMPORT("fchownat") int __prong_fchownat(int dirfd, const char *path, size_t path_length, int uid, int gid, int flags);

/* Sets the owners of an open file. */
__PRONG_IMPORT("fchown") int __prong_fchown(int fd, int uid, int gid);

/* Asks whether a file may be read, written, run. */
__PRONG_IMPORT("faccessat") int __prong_faccessat(int dirfd, const char *path, size_t path_length, int mode, int flags);

/* Sets the bits that no file made by the caller has; answers those before. */
__PRONG_IMPORT("umask") int __prong_umask(int mask);

/* Stores the next entries of a directory, as fd_readdir does but whole ones only, and moves the offset behind them; 0 at the end. */
__PRONG_IMPORT("getdents") int __prong_getdents(int fd, void *buffer, size_t buffer_length);

/* Locks of a range of a file: F_GETLK, F_SETLK, F_SETLKW, F_OFD_GETLK, F_OFD_SETLK, F_OFD_SETLKW of fcntl. */
__PRONG_IMPORT("record_lock") int __prong_record_lock(int fd, int command, void *lock);

/* Locks a whole file for its open file, or unlocks it. */
__PRONG_IMPORT("flock") int __prong_flock(int fd, int operation);

/* As poll, with a finer timeout (NULL: none) and another signal mask meanwhile (NULL: the same). */
__PRONG_IMPORT("ppoll") int __prong_ppoll(void *polled, size_t count, void *timeout, void *mask);

/* Closes the caller's preopened directories: it will name files from its current directory (dirfd AT_FDCWD). */
__PRONG_IMPORT("use_cwd") int __prong_use_cwd(void);

/* Moves the caller (0) or a child that has not yet run another program to a group of its session, or to one of its own (0). */
__PRONG_IMPORT("setpgid") int __prong_setpgid(int pid, int group);

/* The process group of a process, or of the caller (0). */
__PRONG_IMPORT("getpgid") int __prong_getpgid(int pid);

/* Begins a session and a process group that bear the caller's pid, without a controlling terminal. */
__PRONG_IMPORT("setsid") int __prong_setsid(void);

/* The session of a process, or of the caller (0). */
__PRONG_IMPORT("getsid") int __prong_getsid(int pid);

/* What a terminal can be asked and told (ioctl_tty); FIONREAD, FIONBIO, FIOCLEX and FIONCLEX for others too. */
__PRONG_IMPORT("ioctl") int __prong_ioctl(int fd, int request, int argument);

/* Stores the path of a terminal, NUL-terminated; answers its length with the NUL. */
__PRONG_IMPORT("ttyname") int __prong_ttyname(int fd, void *buffer, size_t buffer_length);

/* Maps a file or zeros to a free range of the caller's memory; ENOSPC: give a region first (mmap_region). */
__PRONG_IMPORT("mmap") int __prong_mmap(size_t address, size_t length, int protection, int flags, int fd, long long offset);

/* Gives a range of the caller's memory to be mapped to. */
__PRONG_IMPORT("mmap_region") int __prong_mmap_region(size_t address, size_t length);

/* Ends what is mapped in a range. */
__PRONG_IMPORT("munmap") int __prong_munmap(size_t address, size_t length);

/* Says what may be done to a range; a store that may not be is found when the process stops. */
__PRONG_IMPORT("mprotect") int __prong_mprotect(size_t address, size_t length, int protection);

/* MADV_DONTFORK, DOFORK, WIPEONFORK, KEEPONFORK, DONTNEED, FREE; other advice is not acted on. */
__PRONG_IMPORT("madvise") int __prong_madvise(size_t address, size_t length, int advice);

/* Writes what was stored to a range to its files. */
__PRONG_IMPORT("msync") int __prong_msync(size_t address, size_t length, int flags);

/* Locks the pages of a range. */
__PRONG_IMPORT("mlock") int __prong_mlock(size_t address, size_t length);

/* Unlocks the pages of a range. */
__PRONG_IMPORT("munlock") int __prong_munlock(size_t address, size_t length);

/* MCL_CURRENT, MCL_FUTURE, MCL_ONFAULT; 0 unlocks all. */
__PRONG_IMPORT("mlockall") int __prong_mlockall(int flags);

/* Makes a mapping shorter or longer, and moves it if it may be moved; ENOSPC as mmap. */
__PRONG_IMPORT("mremap") int __prong_mremap(size_t address, size_t length, size_t new_length, int flags, size_t new_address);

/* Waits until a word of memory is from low to high, then adds to it and wakes who waits for it. In nanoseconds: 0 answers EAGAIN, negative waits for ever. */
__PRONG_IMPORT("word_change") int __prong_word_change(int *word, int low, int high, int by, long long timeout);

/* Stores a limit of a process (0: the caller) and sets another; NULL for what is not wanted. */
__PRONG_IMPORT("prlimit") int __prong_prlimit(int pid, int resource, void *wanted, void *old);

/* Stores what the caller, or the children it has waited for, have used. */
__PRONG_IMPORT("getrusage") int __prong_getrusage(int who, void *usage);

/* Stores the caller's times and its children's, in clock ticks, and how many have passed. */
__PRONG_IMPORT("times") int __prong_times(void *times, void *ticks);

/* The lowest nice value of a process, a group or a user, as 20 minus that. */
__PRONG_IMPORT("getpriority") int __prong_getpriority(int which, int who);

/* Sets the nice value of a process, a group or a user. */
__PRONG_IMPORT("setpriority") int __prong_setpriority(int which, int who, int nice);

/* Stores whose the caller is. */
__PRONG_IMPORT("getresuid") int __prong_getresuid(int *real, int *effective, int *saved);

/* Stores the groups of the caller. */
__PRONG_IMPORT("getresgid") int __prong_getresgid(int *real, int *effective, int *saved);

/* Changes whose the caller is; -1 leaves one alone. */
__PRONG_IMPORT("setresuid") int __prong_setresuid(int real, int effective, int saved);

/* Changes the groups of the caller; -1 leaves one alone. */
__PRONG_IMPORT("setresgid") int __prong_setresgid(int real, int effective, int saved);

/* Stores the supplementary groups, and answers how many; only that without room. */
__PRONG_IMPORT("getgroups") int __prong_getgroups(int room, int *groups);

/* Sets the supplementary groups: root may. */
__PRONG_IMPORT("setgroups") int __prong_setgroups(int count, int *groups);

/* Stores the names of the system. */
__PRONG_IMPORT("uname") int __prong_uname(void *names);

/* Sets one of the caller's three interval timers; stores how it was. */
__PRONG_IMPORT("setitimer") int __prong_setitimer(int which, void *wanted, void *old);

/* Stores how an interval timer is set. */
__PRONG_IMPORT("getitimer") int __prong_getitimer(int which, void *current);

/* Makes a timer and stores its id. */
__PRONG_IMPORT("timer_create") int __prong_timer_create(int clock, void *event, void *timer);

/* Sets a timer; stores how it was. */
__PRONG_IMPORT("timer_settime") int __prong_timer_settime(int timer, int flags, void *wanted, void *old);

/* Stores how a timer is set. */
__PRONG_IMPORT("timer_gettime") int __prong_timer_gettime(int timer, void *current);

/* How often a timer expired again before its last signal was taken. */
__PRONG_IMPORT("timer_getoverrun") int __prong_timer_getoverrun(int timer);

/* Turns a timer off and forgets it. */
__PRONG_IMPORT("timer_delete") int __prong_timer_delete(int timer);

#ifdef __cplusplus
}
#endif

#endif
