/* Several small commands in one program, which does what its name says: cat, echo, chmod, false, kill, ls, mkdir, rm, sleep, true, wc. */
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static const char *program;

static void say(int fd, const char *text)
{
  size_t length = strlen(text);
  while (length > 0) {
    ssize_t written = write(fd, text, length);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) _exit(1);
    text += written;
    length -= (size_t)written;
  }
}

static int fail(const char *about)
{
  const char *why = strerror(errno);
  const char *const parts[] = {program, ": ", about, ": ", why, "\n"};
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) say(2, parts[i]);
  return 1;
}

/* Opens a file to be read; `-` or NULL is standard input. */
static int open_input(const char *path) { return !path || strcmp(path, "-") == 0 ? 0 : open(path, O_RDONLY); }

static int cat(char **argv)
{
  int status = 0;
  do {
    char buffer[4096];
    ssize_t got;
    int fd = open_input(*argv);
    if (fd < 0) {
      status = fail(*argv);
      continue;
    }
    while ((got = read(fd, buffer, sizeof buffer)) != 0) {
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) {
        status = fail(*argv ? *argv : "-");
        break;
      }
      for (ssize_t done = 0, written; done < got; done += written) {
        written = write(1, buffer + done, (size_t)(got - done));
        if (written < 0 && errno == EINTR) written = 0;
        else if (written < 0) return fail("write");
      }
    }
    if (fd > 0) close(fd);
  } while (*argv && *++argv);
  return status;
}

static int echo(char **argv)
{
  int newline = !(*argv && strcmp(*argv, "-n") == 0);
  size_t room = 2;
  if (!newline) argv++;
  for (char **each = argv; *each; each++) room += strlen(*each) + 1;
  char *line = malloc(room), *end = line; /* in one write */
  if (!line) return fail("malloc");
  for (; *argv; argv++) {
    end = stpcpy(end, *argv);
    if (argv[1]) *end++ = ' ';
  }
  if (newline) *end++ = '\n';
  *end = '\0';
  say(1, line);
  return 0;
}

static int compare(const void *one, const void *other) { return strcmp(*(char *const *)one, *(char *const *)other); }

static int list(const char *path)
{
  DIR *directory = opendir(path);
  if (!directory && errno == ENOTDIR) return say(1, path), say(1, "\n"), 0;
  if (!directory) return fail(path);
  char **names = NULL;
  size_t count = 0;
  for (struct dirent *entry; (entry = readdir(directory));) {
    if (entry->d_name[0] == '.') continue;
    names = realloc(names, (count + 1) * sizeof *names);
    if (!names || !(names[count++] = strdup(entry->d_name))) return fail("malloc");
  }
  closedir(directory);
  if (count > 0) qsort(names, count, sizeof *names, compare);
  for (size_t i = 0; i < count; i++) say(1, names[i]), say(1, "\n");
  return 0;
}

static int ls(char **argv)
{
  int status = 0;
  if (!*argv) return list(".");
  for (; *argv; argv++) status |= list(*argv);
  return status;
}

static int wc(char **argv)
{
  int status = 0;
  do {
    char buffer[4096];
    long counts[3] = {0}; /* lines, words, bytes */
    int within = 0, fd = open_input(*argv);
    if (fd < 0) {
      status = fail(*argv);
      continue;
    }
    for (ssize_t got; (got = read(fd, buffer, sizeof buffer)) > 0; counts[2] += got)
      for (ssize_t i = 0; i < got; i++) {
        int space = isspace((unsigned char)buffer[i]);
        counts[0] += buffer[i] == '\n';
        counts[1] += !space && !within;
        within = !space;
      }
    for (int i = 0; i < 3; i++) {
      char digits[24], *at = digits + sizeof digits;
      *--at = '\0';
      do *--at = (char)('0' + counts[i] % 10);
      while (counts[i] /= 10);
      if (i > 0) say(1, " ");
      say(1, at);
    }
    if (*argv) say(1, " "), say(1, *argv);
    say(1, "\n");
    if (fd > 0) close(fd);
  } while (*argv && *++argv);
  return status;
}

static int sleep_for(char **argv)
{
  if (!*argv) return errno = EINVAL, fail("a number of seconds");
  double seconds = strtod(*argv, NULL);
  struct timespec time = {(time_t)seconds, (long)((seconds - (double)(time_t)seconds) * 1e9)};
  while (nanosleep(&time, &time) < 0)
    if (errno != EINTR) return fail(*argv);
  return 0;
}

static int kill_all(char **argv)
{
  int signal = SIGTERM, status = 0;
  if (*argv && **argv == '-') signal = atoi(*argv++ + 1);
  for (; *argv; argv++)
    if (kill(atoi(*argv), signal) < 0) status = fail(*argv);
  return status;
}

/* A mode in base 8, or who of everybody may do what besides, or no more: +x, -w. */
static int chmod_all(char **argv)
{
  int status = 0;
  const char *mode = *argv;
  if (!mode || !*++argv) return errno = EINVAL, fail("a mode and a file");
  mode_t bits = 0;
  int change = *mode == '+' || *mode == '-';
  for (const char *letter = mode + 1; change && *letter; letter++)
    bits |= *letter == 'r' ? 0444 : *letter == 'w' ? 0222 : *letter == 'x' ? 0111 : 0;
  for (; *argv; argv++) {
    struct stat file;
    if (stat(*argv, &file) < 0) {
      status = fail(*argv);
      continue;
    }
    mode_t wanted = !change ? (mode_t)strtol(mode, NULL, 8) : *mode == '+' ? file.st_mode | bits : file.st_mode & ~bits;
    if (chmod(*argv, wanted & 07777) < 0) status = fail(*argv);
  }
  return status;
}

static int mkdir_all(char **argv)
{
  int status = 0;
  for (; *argv; argv++)
    if (mkdir(*argv, 0777) < 0) status = fail(*argv);
  return status;
}

static int rm(char **argv)
{
  int status = 0;
  for (; *argv; argv++)
    if (unlink(*argv) < 0) status = fail(*argv);
  return status;
}

static int succeed(char **argv) { return (void)argv, 0; }
static int not_succeed(char **argv) { return (void)argv, 1; }

static const struct {
  const char *name;
  int (*run)(char **argv);
} TOOLS[] = {{"cat", cat}, {"chmod", chmod_all}, {"echo", echo}, {"false", not_succeed}, {"kill", kill_all}, {"ls", ls},
             {"mkdir", mkdir_all}, {"rm", rm}, {"sleep", sleep_for}, {"true", succeed}, {"wc", wc}};

int main(int argc, char **argv)
{
  char *slash = argc > 0 ? strrchr(argv[0], '/') : NULL;
  program = slash ? slash + 1 : argc > 0 ? argv[0] : "";
  if (strcmp(program, "tools") == 0 && argc > 1) program = *++argv; /* tools cat file */
  for (size_t i = 0; i < sizeof TOOLS / sizeof *TOOLS; i++)
    if (strcmp(program, TOOLS[i].name) == 0) return TOOLS[i].run(argv + 1);
  errno = ENOSYS;
  return fail("no such tool");
}
