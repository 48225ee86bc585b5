/*
 * Questions to a kernel, in the manner of a teaching kernel's own test program: what if two children exit at the same
 * time? Every answer must be the same on any POSIX system.
 *
 *     usertests              asks all questions
 *     usertests name ...     asks some
 *     usertests --list       says what they are
 *
 * One line a question, then a summary; the exit status is 1 when an answer was wrong. To build it on a host: cc -o usertests *.c;
 * for Prong: prong build *.c -o usertests.wasm
 */
#include "usertests.h"

#include <dirent.h>
#include <sys/resource.h>

#include "list.h"

/* A case that has not ended by then never will. */
#define SECONDS 60

#define DECLARE(name) extern const struct usertest test_##name;
#define ADDRESS(name) &test_##name,
ALL_TESTS(DECLARE)
static const struct usertest *const tests[] = {ALL_TESTS(ADDRESS)};
#define TESTS (sizeof tests / sizeof *tests)

static volatile pid_t running;
static volatile sig_atomic_t hung;

static void stop_waiting(int signal)
{
  (void)signal;
  hung = 1;
  if (running > 0) kill(-running, SIGKILL);
}

static void die(const char *what)
{
  perror(what);
  exit(2);
}

/* Whoever started this may ignore or block signals, and both are inherited. */
static void set_up(const char *name)
{
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  for (int number = 1; number < 32; number++)
    if (number != SIGKILL && number != SIGSTOP) signal(number, SIG_DFL);
  handle(SIGALRM, stop_waiting, 0);
  umask(022);
  struct rlimit no_dumps = {0, 0};
  setrlimit(RLIMIT_CORE, &no_dumps);

  if (name[0] != '/') {
    if (getcwd(program_path, sizeof program_path - strlen(name) - 2) == NULL) die("getcwd");
    strcat(program_path, "/");
  }
  strcat(program_path, name);
}

/* An empty directory for all files that cases make, and the descriptor through which they complain. */
static void make_scratch(char *path)
{
  sprintf(path, "/tmp/usertests-%ld", (long)getpid());
  if (mkdir(path, 0777) < 0 || chdir(path) < 0) die(path);
  chmod(path, 0777);
  int file = open("complaints", O_RDWR | O_CREAT | O_APPEND, 0666);
  if (file < 0 || dup2(file, COMPLAINTS) < 0) die("complaints");
  close(file);
  unlink("complaints");
}

static void remove_directory(const char *path)
{
  DIR *directory = opendir(path);
  if (directory == NULL || chdir(path) < 0) return;
  struct dirent *entry;
  while ((entry = readdir(directory)) != NULL)
    if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
      if (unlink(entry->d_name) < 0) rmdir(entry->d_name);
  closedir(directory);
  if (chdir("..") == 0) rmdir(path);
}

static void run_child(const struct usertest *test)
{
  setpgid(0, 0);
  signal(SIGALRM, SIG_DFL);
  if (chdir("case") < 0) die("case");
  test->body();
  _exit(0);
}

/* Prints what was complained of; answers whether there was anything. */
static int print_complaints(void)
{
  char text[4096];
  ssize_t count = pread(COMPLAINTS, text, sizeof text, 0);
  if (count <= 0) return 0;
  printf("FAILED\n%.*s", (int)count, text);
  if (ftruncate(COMPLAINTS, 0) < 0) die("ftruncate");
  return 1;
}

static int ask(const struct usertest *test)
{
  int status = 0;
  printf("%s ... ", test->question);
  fflush(stdout);
  if (mkdir("case", 0777) < 0) die("mkdir");
  chmod("case", 0777);

  hung = 0;
  pid_t child = fork();
  if (child < 0) die("fork");
  if (child == 0) run_child(test);
  setpgid(child, child);
  running = child;
  alarm(SECONDS);
  while (waitpid(child, &status, 0) < 0)
    if (errno != EINTR) die("waitpid");
  alarm(0);
  running = 0;
  kill(-child, SIGKILL); /* whatever it has left behind */
  remove_directory("case");

  if (print_complaints()) return 1;
  if (hung)
    printf("FAILED\n  expected an end, found none in %d seconds\n", SECONDS);
  else if (WIFSIGNALED(status))
    printf("FAILED\n  expected an end, found signal %d\n", WTERMSIG(status));
  else if (WEXITSTATUS(status) != 0)
    printf("FAILED\n  expected exit status 0, found %d\n", WEXITSTATUS(status));
  else {
    printf("ok\n");
    return 0;
  }
  return 1;
}

static int is_chosen(const struct usertest *test, int count, char *names[])
{
  for (int i = 0; i < count; i++)
    if (strcmp(names[i], test->name) == 0) return 1;
  return count == 0;
}

static void check_names(int count, char *names[])
{
  for (int i = 0; i < count; i++) {
    size_t known = 0;
    while (known < TESTS && strcmp(names[i], tests[known]->name) != 0) known++;
    if (known < TESTS) continue;
    fprintf(stderr, "usertests: no question is called \"%s\": usertests --list says which there are\n", names[i]);
    exit(2);
  }
}

int main(int argc, char *argv[])
{
  char scratch[64];
  int asked = 0, failed = 0;
  if (argc > 2 && strcmp(argv[1], "--as") == 0) return play_role(argc - 2, argv + 2);
  if (argc == 2 && strcmp(argv[1], "--list") == 0) {
    for (size_t i = 0; i < TESTS; i++) printf("%-20s %s\n", tests[i]->name, tests[i]->question);
    return 0;
  }
  check_names(argc - 1, argv + 1);
  set_up(argv[0]);
  make_scratch(scratch);
  for (size_t i = 0; i < TESTS; i++) {
    if (!is_chosen(tests[i], argc - 1, argv + 1)) continue;
    asked++;
    failed += ask(tests[i]);
  }
  if (chdir("/") == 0) rmdir(scratch);
  printf("%d questions, %d wrong answers\n", asked, failed);
  return failed ? 1 : 0;
}
