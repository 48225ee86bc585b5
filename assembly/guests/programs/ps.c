/*
 * ps: what /proc knows of the processes. Without arguments all of them, else those that are named.
 *
 *     PID  PPID  PGID   SID S COMMAND
 *       2     1     2     2 S /bin/sh
 *       3     2     2     2 R ps
 */
#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LINE = 512 };

/* Reads a small file; answers its length, or -1 where the process is gone. */
static ssize_t read_file(const char *pid, const char *name, char *into, size_t room)
{
  char path[64] = "/proc/";
  if (strlen(pid) > 20) return -1;
  strcat(strcat(strcat(path, pid), "/"), name);
  int fd = open(path, O_RDONLY);
  if (fd < 0) return -1;
  ssize_t length = read(fd, into, room - 1);
  close(fd);
  into[length < 0 ? 0 : length] = '\0';
  return length;
}

/* Adds a field, to the right of a column this wide. */
static char *add_field(char *line, const char *text, size_t length, size_t width)
{
  for (; width > length; width--) *line++ = ' ';
  memcpy(line, text, length);
  line[length] = ' ';
  return line + length + 1;
}

/* The command with its arguments, or its name in brackets where it has none any more: a zombie. */
static char *add_command(char *line, const char *pid, const char *name, const char *name_end)
{
  char words[LINE / 2];
  ssize_t length = read_file(pid, "cmdline", words, sizeof words);
  if (length <= 0) {
    *line++ = '[';
    memcpy(line, name, (size_t)(name_end - name));
    line += name_end - name;
    *line++ = ']';
    return line;
  }
  while (length > 0 && words[length - 1] == '\0') length--;
  for (ssize_t i = 0; i < length; i++) *line++ = words[i] == '\0' || words[i] == '\n' ? ' ' : words[i];
  return line;
}

static int print_process(const char *pid)
{
  char stat[LINE], line[LINE];
  if (read_file(pid, "stat", stat, sizeof stat) <= 0) return 0;
  char *name = strchr(stat, '('), *name_end = strrchr(stat, ')'); /* the name may have brackets of its own */
  if (!name || !name_end) return 0;
  char *state = name_end + 2, *at = state + 2;
  char *end = add_field(line, pid, strlen(pid), 5);
  for (int i = 0; i < 3; i++) { /* parent, group, session */
    size_t length = strcspn(at, " ");
    end = add_field(end, at, length, 5);
    at += length + 1;
  }
  *end++ = *state;
  *end++ = ' ';
  end = add_command(end, pid, name + 1, name_end);
  *end++ = '\n';
  return write(1, line, (size_t)(end - line)) > 0;
}

static int compare(const void *one, const void *other)
{
  return atoi(*(char *const *)one) - atoi(*(char *const *)other);
}

int main(int argc, char **argv)
{
  static const char TITLE[] = "  PID  PPID  PGID   SID S COMMAND\n";
  write(1, TITLE, sizeof TITLE - 1);
  if (argc > 1) {
    int found = 0;
    for (int i = 1; i < argc; i++) found += print_process(argv[i]);
    return found == 0;
  }
  DIR *proc = opendir("/proc");
  if (!proc) return 1;
  char **pids = NULL;
  size_t count = 0;
  for (struct dirent *entry; (entry = readdir(proc));) {
    if (!isdigit((unsigned char)entry->d_name[0])) continue;
    pids = realloc(pids, (count + 1) * sizeof *pids);
    if (!pids || !(pids[count++] = strdup(entry->d_name))) return 1;
  }
  closedir(proc);
  qsort(pids, count, sizeof *pids, compare);
  for (size_t i = 0; i < count; i++) print_process(pids[i]);
  return 0;
}
