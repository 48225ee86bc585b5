/* The other half of calls.c: the words of a script, its lines, and the processes that do its blocks. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Where lines go, and where `zombie` keeps its pipe: above all that scripts can name. */
#define LINES 60
#define HIDDEN 50

struct call { const char *name; void (*make)(void); };

static const char *program, *scratch;
static const struct call *known_calls;
static char *words[4000];
/* The statement that is being done: words[first] up to words[last]. */
static int first, last;
static char line[300000];
static int length;
/* How many processes are above; how many children were not waited for; the last one made; who runs beside others is silent. */
static int depth, children, last_child, silent;

static void run_block(int at, int end);

static int is(const char *word, const char *other) { return strcmp(word, other) == 0; }
static const char *argument(int at) { return first + at < last ? words[first + at] : ""; }

static int has(int from, const char *word)
{
  for (int at = from; *argument(at); at++) if (is(argument(at), word)) return 1;
  return 0;
}

static void append(const char *format, ...)
{
  va_list rest;
  va_start(rest, format);
  length += vsnprintf(line + length, sizeof line - length, format, rest);
  va_end(rest);
}

static void begin_line(void) { length = 0, append("%*s", 2 * depth, ""); }

static void end_line(void)
{
  append("\n");
  if (silent) return;
  for (int done = 0, count; done < length; done += count) if ((count = write(LINES, line + done, length - done)) < 0) _exit(99);
}

static const char *error_name(int error)
{
  switch (error) {
#define NAME(error) case error: return #error;
    NAME(EACCES) NAME(EAGAIN) NAME(EBADF) NAME(EBUSY) NAME(ECHILD) NAME(EEXIST) NAME(EFAULT) NAME(EFBIG) NAME(EINTR)
    NAME(EINVAL) NAME(EISDIR) NAME(ELOOP) NAME(EMFILE) NAME(ENAMETOOLONG) NAME(ENOENT) NAME(ENOEXEC) NAME(ENOSPC)
    NAME(ENOTDIR) NAME(ENOTEMPTY) NAME(ENOTSUP) NAME(ENXIO) NAME(EOVERFLOW) NAME(EPERM) NAME(EPIPE) NAME(ERANGE)
    NAME(ESPIPE) NAME(ESRCH) NAME(EXDEV)
#undef NAME
    default: return "another error";
  }
}

/* What a call answered: the name of errno is asked for at once, before anything else can change it. */
static void answer(long result)
{
  if (result < 0) append("%ld %s", result, error_name(errno));
  else append("%ld", result);
}

static int flags_from(int from)
{
  int access = has(from, "RDWR") ? O_RDWR : has(from, "WRONLY") ? O_WRONLY : O_RDONLY;
  int pipe_or_dup = strncmp(argument(0), "open", 4) != 0; /* Its flags are without an access mode, which may be a bit. */
  return (pipe_or_dup ? 0 : access) | (has(from, "CREAT") ? O_CREAT : 0) | (has(from, "EXCL") ? O_EXCL : 0) |
         (has(from, "TRUNC") ? O_TRUNC : 0) | (has(from, "APPEND") ? O_APPEND : 0) |
         (has(from, "DIRECTORY") ? O_DIRECTORY : 0) | (has(from, "NONBLOCK") ? O_NONBLOCK : 0) |
         (has(from, "CLOEXEC") ? O_CLOEXEC : 0) | (has(from, "NOFOLLOW") ? O_NOFOLLOW : 0);
}

static const struct { const char *name; int number; } signals[] = {
  {"SIGKILL", SIGKILL}, {"SIGTERM", SIGTERM}, {"SIGUSR1", SIGUSR1}, {"SIGPIPE", SIGPIPE}, {"SIGCHLD", SIGCHLD}, {"SIGURG", SIGURG},
  {"SIGSTOP", SIGSTOP}, {"SIGCONT", SIGCONT}, {"SIGSEGV", SIGSEGV}, {"none", 0}, {"beyond", 65}, {"negative", -1}, {NULL, 0},
};

static int signal_number(const char *name)
{
  int at = 0;
  while (signals[at].name && !is(signals[at].name, name)) at++;
  return signals[at].number;
}

static const char *signal_named(int number)
{
  int at = 0;
  while (signals[at].name && signals[at].number != number) at++;
  return signals[at].name ? signals[at].name : "another signal";
}

static void show_status(int status)
{
  if (WIFEXITED(status)) append("exited %d", WEXITSTATUS(status));
  else if (WIFSIGNALED(status)) append("killed by %s", signal_named(WTERMSIG(status)));
  else if (WIFSTOPPED(status)) append("stopped by %s", signal_named(WSTOPSIG(status)));
  else append("continued");
}

/*
 * Which of several children is found first is a matter of order, so `any` is for one at most. Nor is it known when a
 * child that has closed its files becomes a zombie: with NOHANG a `zombie` is asked for until it is one.
 */
static void call_waitpid(void)
{
  int pid = is(argument(1), "child") ? last_child : is(argument(1), "any") ? -1 : is(argument(1), "group") ? 0 : getpid();
  int options = (has(2, "NOHANG") ? WNOHANG : 0) | (has(2, "UNTRACED") ? WUNTRACED : 0) |
                (has(2, "CONTINUED") ? WCONTINUED : 0) | (has(2, "BAD") ? 0x4000 : 0);
  int status = 0, result;
  if (children > 1 && pid <= 0) return append("a matter of order");
  do result = waitpid(pid, &status, options);
  while (result == 0 && has(2, "UNTIL"));
  if (result <= 0) return answer(result);
  append("%s ", result == last_child ? "child" : "another child");
  show_status(status);
  if (WIFEXITED(status) || WIFSIGNALED(status)) children--;
}

/* The group may be anybody's, so it is only asked whether it exists. */
static void call_kill(void)
{
  int pid = is(argument(1), "self") ? getpid() : is(argument(1), "group") ? 0 : last_child;
  int number = pid == 0 ? 0 : signal_number(argument(2));
  if (pid == 0 && !is(argument(1), "group")) append("no child");
  else answer(kill(pid, number));
}

static _Noreturn void be_child(int body, int end)
{
  depth++;
  children = last_child = 0;
  run_block(body, end);
  _exit(0);
}

static void run_child(int body, int end)
{
  int status, pid = fork();
  if (pid == 0) be_child(body, end);
  waitpid(pid, &status, 0);
  show_status(status);
}

/* The child has the parent's memory, so what it changes is put back. */
static void run_vfork_child(int body, int end)
{
  volatile int status, old_first = first, old_last = last, old_depth = depth, old_children = children, old_child = last_child;
  pid_t pid = vfork();
  if (pid == 0) be_child(body, end);
  first = old_first, last = old_last, depth = old_depth, children = old_children, last_child = old_child;
  begin_line();
  append("} = ");
  waitpid(pid, (int *)&status, 0);
  show_status(status);
}

static void start_child(int body, int end, int beside_us)
{
  int pid = fork();
  silent |= pid == 0 && beside_us;
  if (pid == 0) be_child(body, end);
  last_child = pid;
  children++;
}

/* The child is at its end once nobody has the hidden pipe's other end open. */
static void make_zombie(int body, int end)
{
  int ends[2], reader, writer;
  char byte;
  pipe(ends);
  reader = fcntl(ends[0], F_DUPFD_CLOEXEC, HIDDEN);
  writer = fcntl(ends[1], F_DUPFD, HIDDEN);
  close(ends[0]);
  close(ends[1]);
  start_child(body, end, 0);
  close(writer);
  read(reader, &byte, 1);
  close(reader);
}

/* Runs this very program with the block as its script. */
static void execute(int body, int end)
{
  static char text[100000];
  char depth_text[12], children_text[12];
  text[0] = '\0';
  for (int at = body; at < end; at++) strcat(strcat(text, words[at]), " ");
  snprintf(depth_text, sizeof depth_text, "%d", depth);
  snprintf(children_text, sizeof children_text, "%d", children);
  execv(program, (char *[]){(char *)program, text, (char *)scratch, depth_text, children_text, NULL});
}

/* From a directory that has been removed `..` leads nowhere (POSIX), or still to where it led (Linux). */
static int is_above_nothing(void)
{
  char path[4096];
  int upwards = 0;
  for (int at = 1; *argument(at); at++) upwards |= strncmp(argument(at), "..", 2) == 0;
  return upwards && !getcwd(path, sizeof path);
}

static void run_statement(int body, int end)
{
  begin_line();
  for (int at = first; at < last; at++) append(at > first ? " %s" : "%s", words[at]);
  if (body) {
    append(" {");
    end_line();
    begin_line();
    append("} = ");
    if (is(argument(0), "run")) run_child(body, end);
    else if (is(argument(0), "vfork")) run_vfork_child(body, end);
    else if (is(argument(0), "start")) start_child(body, end, 1), append("running");
    else if (is(argument(0), "zombie")) make_zombie(body, end), append("ended");
    else execute(body, end), answer(-1);
    return end_line();
  }
  if (is(argument(0), "exit")) {
    end_line();
    _exit(atoi(argument(1)));
  }
  append(" = ");
  const struct call *call = known_calls;
  while (call->name && !is(call->name, argument(0))) call++;
  if (is_above_nothing()) append("above a removed directory");
  else if (call->name) call->make();
  else append("no such call");
  end_line();
}

/* Does the statements from one word up to another: "open a RDWR ; run { close 3 } ; close 3". */
static void run_block(int at, int end)
{
  while (at < end) {
    int body = 0, body_end = 0, start = at;
    while (at < end && !is(words[at], ";") && !is(words[at], "{")) at++;
    first = start, last = at;
    if (at < end && is(words[at], "{")) {
      body = body_end = ++at;
      for (int open = 1; body_end < end; body_end++) {
        open += is(words[body_end], "{") - is(words[body_end], "}");
        if (open == 0) break;
      }
      at = body_end;
    }
    if (last > first) run_statement(body, body_end);
    at++;
  }
}

/* Arguments: the program, the script, the scratch directory, the depth, the number of children. */
static int run_script(char *const argv[], const struct call *calls)
{
  int count = 0;
  program = argv[0], scratch = argv[2], known_calls = calls;
  depth = atoi(argv[3]), children = atoi(argv[4]);
  for (char *word = strtok(argv[1], " \n"); word; word = strtok(NULL, " \n")) words[count++] = word;
  run_block(0, count);
  return 0;
}
