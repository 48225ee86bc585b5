/* What this program is when a case runs it again: `usertests --as ROLE arguments...`. */
#include "usertests.h"

extern char **environ;

/* Not 55 in a process that has changed it: unless exec has made it new. */
int role_global = 55;

static int print_arguments(int count, char *arguments[])
{
  for (int i = 1; i < count; i++) printf("[%s]", arguments[i]);
  return 0;
}

static int print_environment(void)
{
  for (char **variable = environ; *variable; variable++) printf("[%s]", *variable);
  return 0;
}

static int print_identity(void)
{
  char directory[4096];
  mode_t mask = umask(0);
  if (getcwd(directory, sizeof directory) == NULL) return 1;
  printf("%ld %ld %ld %ld %o %s", (long)getpid(), (long)getppid(), (long)getpgrp(), (long)getsid(0), (unsigned)mask,
         directory);
  return 0;
}

/* Of SIGUSR1 and SIGUSR2: d(efault) or i(gnored) or h(andled), b(locked) or f(ree), p(ending) or n(ot). */
static int print_signals(void)
{
  static const int numbers[] = {SIGUSR1, SIGUSR2};
  sigset_t mask, pending;
  sigprocmask(SIG_BLOCK, NULL, &mask);
  sigpending(&pending);
  for (int i = 0; i < 2; i++) {
    struct sigaction action;
    if (sigaction(numbers[i], NULL, &action) < 0) return 1;
    putchar(action.sa_handler == SIG_DFL ? 'd' : action.sa_handler == SIG_IGN ? 'i' : 'h');
    putchar(sigismember(&mask, numbers[i]) ? 'b' : 'f');
    putchar(sigismember(&pending, numbers[i]) ? 'p' : 'n');
  }
  return 0;
}

static int count_down(char *from)
{
  char next[20];
  int left = atoi(from);
  if (left == 0) return 42;
  snprintf(next, sizeof next, "%d", left - 1);
  become("count-down", next, NULL);
}

/* Is the first byte of this file locked by another process? */
static int ask_for_lock(const char *name)
{
  struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 0, .l_len = 1};
  int file = open(name, O_RDWR);
  if (file < 0 || fcntl(file, F_GETLK, &lock) < 0) return 2;
  return lock.l_type == F_UNLCK ? 0 : 1;
}

static int count_input(void)
{
  int count = 0;
  while (getchar() != EOF) count++;
  return count;
}

int play_role(int argc, char *argv[])
{
  const char *role = argv[0];
  if (program_path[0] == 0) strcpy(program_path, argv[-2]);
  if (strcmp(role, "exit") == 0) return atoi(argv[1]);
  if (strcmp(role, "global") == 0) return role_global;
  if (strcmp(role, "count-down") == 0) return count_down(argv[1]);
  if (strcmp(role, "print-arguments") == 0) return print_arguments(argc, argv);
  if (strcmp(role, "print-environment") == 0) return print_environment();
  if (strcmp(role, "print-identity") == 0) return print_identity();
  if (strcmp(role, "print-signals") == 0) return print_signals();
  if (strcmp(role, "count-input") == 0) return count_input();
  if (strcmp(role, "ask-for-lock") == 0) return ask_for_lock(argv[1]);
  if (strcmp(role, "is-open") == 0) return fcntl(atoi(argv[1]), F_GETFD) < 0 ? 0 : 1;
  if (strcmp(role, "read-byte") == 0) {
    char byte = 0;
    return read(atoi(argv[1]), &byte, 1) == 1 ? byte : 0;
  }
  if (strcmp(role, "sleep") == 0)
    for (;;) pause();
  return 96;
}
