/*
 * What a case of usertests looks like, and what it may use. A case is a question and a body, which runs in a process of
 * its own, leader of a process group of its own, in an empty directory. It ends by returning; an expectation that does
 * not hold ends it (or the child of it that found out), and the runner says what was expected and what was found.
 *
 * Nothing here may rely on how long anything takes: where a case must know that another process has come somewhere, it
 * hears so through a pipe. A sleep may only make it likelier that a case finds what it looks for.
 */
#ifndef USERTESTS_H
#define USERTESTS_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

struct usertest {
  const char *name, *question;
  void (*body)(void);
};

/* QUESTION(name, "what if ...?") { body }: list.h has the names. */
#define QUESTION(name, question)                                         \
  static void body_of_##name(void);                                      \
  const struct usertest test_##name = {#name, question, body_of_##name}; \
  static void body_of_##name(void)

/* The descriptor of the file in which the runner looks for what went wrong; above all those that cases count with. */
#define COMPLAINTS 200

#define EXPECT(expected, found) expect((expected), (found), #found, __FILE__, __LINE__)
#define EXPECT_TRUE(claim) expect(1, (claim) ? 1 : 0, #claim, __FILE__, __LINE__)
#define EXPECT_TEXT(expected, found) expect_text((expected), (found), #found, __FILE__, __LINE__)

/* The call must answer -1, with this errno. */
#define EXPECT_ERRNO(expected, call)                                     \
  do {                                                                   \
    errno = 0;                                                           \
    long answer_ = (long)(call);                                         \
    expect_errno((expected), answer_, errno, #call, __FILE__, __LINE__); \
  } while (0)

/* The call must not answer -1; the value is its answer. */
#define OK(call) must((call), #call, __FILE__, __LINE__)

void expect(long expected, long found, const char *what, const char *file, int line);
void expect_text(const char *expected, const char *found, const char *what, const char *file, int line);
void expect_errno(int expected, long answer, int found, const char *what, const char *file, int line);
long must(long answer, const char *what, const char *file, int line);

/* Waits for this child, however often a signal comes in between; answers its status. */
int status_of(pid_t child);

#define EXPECT_EXIT(code, child)          \
  do {                                    \
    int status_ = status_of(child);       \
    EXPECT_TRUE(WIFEXITED(status_));      \
    EXPECT((code), WEXITSTATUS(status_)); \
  } while (0)

#define EXPECT_KILLED(signal, child)     \
  do {                                   \
    int status_ = status_of(child);      \
    EXPECT_TRUE(WIFSIGNALED(status_));   \
    EXPECT((signal), WTERMSIG(status_)); \
  } while (0)

/* fork, which must not fail. */
#define FORK() ((pid_t)OK(fork()))

/* A pipe for one byte at a time: who hears waits until somebody says it, or fails when nobody can any more. */
struct line {
  int in, out;
};
struct line make_line(void);
void say(struct line line, char what);
char hear(struct line line);
/* Waits until nobody can say anything any more, and nothing was said. Closes this process's end to say something. */
void hear_the_end(struct line *line);
/* As hear, but answers 0 at the end. */
char hear_or_end(struct line line);
void hang_up(struct line line);
void set_nonblocking(int fd, int on);
/* Fills a pipe to the last byte; answers how many there was room for. */
long fill(int fd);

void rest(int milliseconds);
/* Makes a file with this text. */
void make_file(const char *name, const char *text);
/* A file's text must be this. */
void expect_file(const char *name, const char *text);

/* An address at which no process has memory, for calls that must answer EFAULT. */
#define NOWHERE ((void *)-4096L)

/* The absolute path of this program, so that cases can run it again: with --as, a role and its arguments. */
extern char program_path[4096];
/* Becomes this program in a role (roles.c); further arguments, then NULL. Does not return. */
_Noreturn void become(const char *role, ...);
int play_role(int argc, char *argv[]);

/* Signals (signal-tools.c): handlers that count, and sets. */
extern volatile sig_atomic_t caught[65];
void count_signal(int signal);
/* Installs a handler with these flags, which blocks nothing else. */
void handle(int signal, void (*handler)(int), int flags);
sigset_t set_of(int signal);
void block(int signal);
void unblock(int signal);
/* Sends a signal every millisecond until the child ends; answers its status. */
int pester(pid_t child, int signal);

#endif
