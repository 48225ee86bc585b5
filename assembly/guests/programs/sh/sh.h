/* What the parts of the shell have in common. They are compiled as one file (sh.c), so everything is static. */
#ifndef SH_H
#define SH_H

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <glob.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LAST_SIGNAL = 31, STATUS_SYNTAX = 2, STATUS_CANNOT_RUN = 126, STATUS_NOT_FOUND = 127, STATUS_SIGNAL = 128 };

/* A word as it was written, with its quotes. */
struct word {
  struct word *next;
  char *text;
};

enum direction { FROM, TO, TO_END, BOTH, COPY_FROM, COPY_TO, HERE };

struct redirection {
  struct redirection *next;
  int fd;
  enum direction direction;
  char *word;
  char *body;  /* of a here-document */
  bool expand; /* its body: the delimiter was not quoted */
  bool strip;  /* <<- */
};

struct branch { /* of a case */
  struct branch *next;
  struct word *patterns;
  struct node *body;
};

enum kind { SIMPLE, PIPELINE, AND, OR, SEQUENCE, BACKGROUND, NOT, SUBSHELL, GROUP, IF, WHILE, UNTIL, FOR, CASE, FUNCTION };

struct node {
  enum kind kind;
  struct node *left, *right, *otherwise;
  struct word *assignments, *words; /* SIMPLE; the words of FOR, and of CASE the one */
  struct redirection *redirections;
  struct branch *branches;
  char *name; /* of FOR's variable, of a FUNCTION */
  bool has_words; /* `for x in`, and not `for x` */
  char *text; /* as it was written, of a PIPELINE or a BACKGROUND: for `jobs` */
};

struct builtin {
  const char *name;
  int (*run)(char **argv);
  bool special; /* POSIX: assignments before it last */
};

/* base.c */
static void *keep(size_t size);
static char *keep_text(const char *text, size_t length);
static void out(int fd, const char *format, ...);
static void complain(const char *format, ...);

/* the state of the shell */
static char *shell_name = "sh";
static int last_status;
static pid_t shell_pid;
static pid_t last_background;
static bool interactive, job_control;
static bool option_errexit, option_nounset, option_xtrace, option_noglob, option_noexec;
static char **positional; /* $1, $2 ... */
static int positional_count;
static bool expansion_failed; /* ${x?}, a bad substitution: the command is not run */
static int loop_depth, breaking, continuing; /* how many loops are still to be left, or gone on with */
static int function_depth;
static bool returning;

static int execute(struct node *node, bool last);
static void leave(int status) __attribute__((noreturn));
static char *expand_text(const char *word);
static int run_text(const char *text);
static int run_file(int fd);

#endif
