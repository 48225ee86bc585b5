/* exec: what the new program is given, and what stays as it was. */
#include "usertests.h"

extern char **environ;

/* The descriptor that the child's output comes from; the child goes on with the output as its descriptor 1. */
static int catch_output(pid_t *child)
{
  int ends[2];
  OK(pipe(ends));
  if ((*child = FORK()) == 0) {
    OK(dup2(ends[1], 1));
    close(ends[0]);
  }
  close(ends[1]);
  return ends[0];
}

static void read_all(int fd, char *text, int size)
{
  int got = 0;
  long count;
  while (got < size - 1 && (count = OK(read(fd, text + got, size - 1 - got))) > 0) got += count;
  text[got] = 0;
  close(fd);
}

QUESTION(exec_arguments, "do arguments arrive as they were given?")
{
  pid_t child;
  char text[200];
  int output = catch_output(&child);
  if (child == 0) become("print-arguments", "one", "", "two words", "\xc3\xa4\n\x01", "--list", NULL);
  read_all(output, text, sizeof text);
  EXPECT_TEXT("[one][][two words][\xc3\xa4\n\x01][--list]", text);
  EXPECT_EXIT(0, child);
}

QUESTION(exec_environment, "is the environment what execve was given?")
{
  char text[200], *given[] = {"FIRST=1", "EMPTY=", "EQUALS=a=b", NULL};
  pid_t child;
  int output = catch_output(&child);
  if (child == 0) {
    char *arguments[] = {program_path, "--as", "print-environment", NULL};
    execve(program_path, arguments, given);
    _exit(1);
  }
  read_all(output, text, sizeof text);
  EXPECT_TEXT("[FIRST=1][EMPTY=][EQUALS=a=b]", text);
  EXPECT_EXIT(0, child);
}

QUESTION(environ_inherited, "do fork and execv hand the environment on?")
{
  char text[200], *given[] = {"ONLY=this", NULL};
  environ = given;
  OK(setenv("MORE", "and that", 1));
  pid_t child;
  int output = catch_output(&child);
  if (child == 0) {
    EXPECT_TEXT("and that", getenv("MORE"));
    become("print-environment", NULL);
  }
  read_all(output, text, sizeof text);
  EXPECT_TEXT("[ONLY=this][MORE=and that]", text);
  EXPECT_EXIT(0, child);
}

QUESTION(exec_itself, "can a program become itself twenty times?")
{
  pid_t child = FORK();
  if (child == 0) become("count-down", "20", NULL);
  EXPECT_EXIT(42, child);
}

QUESTION(exec_missing, "is a process that cannot exec as it was?")
{
  int untouched = 5, fd = OK(open("/", O_RDONLY | O_CLOEXEC));
  char *arguments[] = {"nothing", NULL};
  handle(SIGUSR1, count_signal, 0);
  OK(mkdir("folder", 0755));
  make_file("plain", "no program");
  make_file("garbage", "\x01\x02\x03 this is no program either");
  OK(chmod("garbage", 0755));
  EXPECT_ERRNO(ENOENT, execv("nothing", arguments));
  EXPECT_ERRNO(ENOENT, execv("", arguments));
  EXPECT_ERRNO(ENOTDIR, execv("plain/nothing", arguments));
  EXPECT_ERRNO(EACCES, execv("folder", arguments));
  EXPECT_ERRNO(EACCES, execv("plain", arguments));
  EXPECT_ERRNO(ENOEXEC, execv("./garbage", arguments));
  EXPECT(5, untouched);
  EXPECT(FD_CLOEXEC, fcntl(fd, F_GETFD));
  raise(SIGUSR1);
  EXPECT(1, caught[SIGUSR1]);
  OK(rmdir("folder"));
}

QUESTION(exec_too_long, "are arguments of eight megabytes too many?")
{
  size_t size = 8 << 20;
  char *much = malloc(size + 1);
  EXPECT_TRUE(much != NULL);
  memset(much, 'm', size);
  much[size] = 0;
  char *arguments[] = {program_path, "--as", "exit", "1", much, NULL};
  EXPECT_ERRNO(E2BIG, execv(program_path, arguments));
  free(much);
  pid_t child = FORK();
  if (child == 0) become("exit", "12", NULL);
  EXPECT_EXIT(12, child);
}

QUESTION(exec_identity, "does a process stay who it is when it becomes another program?")
{
  char text[8192], directory[4096], expected[8192];
  umask(035);
  EXPECT_TRUE(getcwd(directory, sizeof directory) != NULL);
  pid_t child;
  int output = catch_output(&child);
  if (child == 0) become("print-identity", NULL);
  read_all(output, text, sizeof text);
  sprintf(expected, "%ld %ld %ld %ld 35 %s", (long)child, (long)getpid(), (long)getpgrp(), (long)getsid(0), directory);
  EXPECT_TEXT(expected, text);
  EXPECT_EXIT(0, child);
}

QUESTION(exec_signals, "which of the signals' settings does exec keep?")
{
  char text[20];
  pid_t child;
  int output = catch_output(&child);
  if (child == 0) {
    handle(SIGUSR1, count_signal, 0);
    handle(SIGUSR2, SIG_IGN, 0);
    block(SIGUSR1);
    raise(SIGUSR1);
    become("print-signals", NULL);
  }
  read_all(output, text, sizeof text);
  EXPECT_TEXT("dbpifn", text);
  EXPECT_EXIT(0, child);
}

QUESTION(exec_alarm, "does an alarm ring in the program that comes after?")
{
  pid_t child = FORK();
  if (child == 0) {
    alarm(1);
    become("sleep", NULL);
  }
  EXPECT_KILLED(SIGALRM, child);
}

QUESTION(exec_told, "does a parent learn that exec has succeeded?")
{
  struct line failed = make_line(), go = make_line();
  char number[12];
  OK(fcntl(failed.in, F_SETFD, FD_CLOEXEC));
  OK(fcntl(failed.out, F_SETFD, FD_CLOEXEC));
  sprintf(number, "%d", go.in);
  pid_t child = FORK();
  if (child == 0) become("read-byte", number, NULL);
  hear_the_end(&failed);
  EXPECT(0, waitpid(child, NULL, WNOHANG));
  say(go, 'g');
  EXPECT_EXIT('g', child);
}

QUESTION(exec_script, "does a script run with the program of its first line?")
{
  FILE *script = fopen("exit", "w"); /* its name is the role: the program is given --as, the name, and 33 */
  EXPECT_TRUE(script != NULL);
  fprintf(script, "#!%s --as\nand more\n", program_path);
  fclose(script);
  OK(chmod("exit", 0755));
  pid_t child = FORK();
  if (child == 0) {
    execl("exit", "forgotten", "33", NULL);
    _exit(1);
  }
  EXPECT_EXIT(33, child);
}

QUESTION(exec_search, "does execvp search the directories of PATH?")
{
  char path[5000];
  sprintf(path, "/nowhere:%s", program_path);
  char *name = strrchr(path, '/');
  *name = 0;
  OK(setenv("PATH", path, 1));
  pid_t child = FORK();
  if (child == 0) {
    execlp(name + 1, program_path, "--as", "exit", "21", NULL);
    _exit(1);
  }
  EXPECT_EXIT(21, child);
  EXPECT_ERRNO(ENOENT, execlp("no such program", "no such program", NULL));
}

QUESTION(vfork_exec, "does vfork wait until its child has become another program?")
{
  pid_t child = vfork();
  if (child == 0) {
    execl(program_path, program_path, "--as", "exit", "17", NULL);
    _exit(1);
  }
  OK(child);
  EXPECT_EXIT(17, child);
}
