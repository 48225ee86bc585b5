/* What is built on fork and exec: posix_spawn, system, popen, and handlers that run at every fork. */
#include "usertests.h"

#include <pthread.h>
#include <spawn.h>

extern char **environ;

static pid_t spawn(posix_spawn_file_actions_t *actions, posix_spawnattr_t *attributes, char *role, char *argument)
{
  char *arguments[] = {program_path, "--as", role, argument, NULL};
  pid_t child;
  EXPECT(0, posix_spawn(&child, program_path, actions, attributes, arguments, environ));
  return child;
}

QUESTION(spawn, "does posix_spawn start a program?")
{
  for (int i = 0; i < 5; i++) {
    char number[4];
    sprintf(number, "%d", i + 10);
    EXPECT_EXIT(i + 10, spawn(NULL, NULL, "exit", number));
  }
  EXPECT_ERRNO(ECHILD, wait(NULL));
}

QUESTION(spawn_missing, "is there a child when posix_spawn fails?")
{
  char *arguments[] = {"nothing", NULL};
  pid_t child = -5;
  EXPECT(ENOENT, posix_spawn(&child, "./nothing", NULL, NULL, arguments, environ));
  make_file("plain", "no program");
  EXPECT(EACCES, posix_spawn(&child, "./plain", NULL, NULL, arguments, environ));
  EXPECT_ERRNO(ECHILD, wait(NULL));
}

QUESTION(spawn_files, "does posix_spawn open, copy and close what it is told to?")
{
  char number[12];
  posix_spawn_file_actions_t actions;
  struct line line = make_line();
  EXPECT(0, posix_spawn_file_actions_init(&actions));
  EXPECT(0, posix_spawn_file_actions_addopen(&actions, 1, "output", O_WRONLY | O_CREAT | O_TRUNC, 0600));
  EXPECT_EXIT(0, spawn(&actions, NULL, "print-arguments", "hello"));
  expect_file("output", "[hello]");
  EXPECT(0, posix_spawn_file_actions_adddup2(&actions, line.in, 0));
  say(line, 'd');
  EXPECT_EXIT('d', spawn(&actions, NULL, "read-byte", "0"));
  EXPECT(0, posix_spawn_file_actions_addclose(&actions, line.in));
  sprintf(number, "%d", line.in);
  EXPECT_EXIT(0, spawn(&actions, NULL, "is-open", number));
  EXPECT(0, fcntl(line.in, F_GETFD));
  EXPECT(0, posix_spawn_file_actions_destroy(&actions));
}

QUESTION(spawn_attributes, "does posix_spawn set a child's group, mask and handlers?")
{
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_t actions;
  sigset_t first = set_of(SIGUSR1), second = set_of(SIGUSR2);
  handle(SIGUSR1, SIG_IGN, 0);
  handle(SIGUSR2, SIG_IGN, 0);
  EXPECT(0, posix_spawn_file_actions_init(&actions));
  EXPECT(0, posix_spawn_file_actions_addopen(&actions, 1, "output", O_WRONLY | O_CREAT | O_TRUNC, 0600));
  EXPECT(0, posix_spawnattr_init(&attributes));
  EXPECT(0, posix_spawnattr_setflags(&attributes,
                                     POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF));
  EXPECT(0, posix_spawnattr_setpgroup(&attributes, 0));
  EXPECT(0, posix_spawnattr_setsigmask(&attributes, &first));
  EXPECT(0, posix_spawnattr_setsigdefault(&attributes, &second));
  EXPECT_EXIT(0, spawn(&actions, &attributes, "print-signals", NULL));
  expect_file("output", "ibndfn");
  pid_t sleeper = spawn(NULL, &attributes, "sleep", NULL);
  EXPECT(sleeper, getpgid(sleeper));
  OK(kill(-sleeper, SIGKILL));
  EXPECT_KILLED(SIGKILL, sleeper);
}

QUESTION(system_status, "does system answer how the command ended?")
{
  char command[5000];
  EXPECT_TRUE(system(NULL) != 0);
  sprintf(command, "%s --as exit 5", program_path);
  EXPECT(5, WEXITSTATUS(system(command)));
  EXPECT(0, system("exit 0"));
  EXPECT(127, WEXITSTATUS(system("no-such-command 2>/dev/null")));
  handle(SIGCHLD, count_signal, 0);
  EXPECT(9, WEXITSTATUS(system("exit 9")));
  EXPECT_ERRNO(ECHILD, wait(NULL));
}

QUESTION(popen_both, "can a command's output be read, and its input be written?")
{
  char command[5000], text[40] = "";
  sprintf(command, "%s --as print-arguments a b", program_path);
  FILE *output = popen(command, "r");
  EXPECT_TRUE(output != NULL);
  EXPECT_TRUE(fgets(text, sizeof text, output) != NULL);
  EXPECT_TEXT("[a][b]", text);
  EXPECT(0, pclose(output));
  sprintf(command, "%s --as count-input", program_path);
  FILE *input = popen(command, "w");
  EXPECT_TRUE(input != NULL);
  for (int i = 0; i < 100; i++) fputc('x', input);
  EXPECT(100, WEXITSTATUS(pclose(input)));
  EXPECT_TRUE(popen(command, "x") == NULL && errno == EINVAL);
}

static char order[20];

static void note(char what) { order[strlen(order)] = what; }
static void prepare_first(void) { note('a'); }
static void prepare_second(void) { note('b'); }
static void parent_first(void) { note('p'); }
static void parent_second(void) { note('q'); }
static void child_first(void) { note('c'); }
static void child_second(void) { note('d'); }

QUESTION(at_fork, "do handlers run before and after every fork, in their order?")
{
  EXPECT(0, pthread_atfork(prepare_first, parent_first, child_first));
  EXPECT(0, pthread_atfork(prepare_second, parent_second, child_second));
  pid_t child = FORK();
  EXPECT_TEXT(child ? "bapq" : "bacd", order);
  if (child == 0) _exit(0);
  EXPECT_EXIT(0, child);
  child = FORK();
  EXPECT_TEXT(child ? "bapqbapq" : "bapqbacd", order);
  if (child == 0) _exit(0);
  EXPECT_EXIT(0, child);
}
