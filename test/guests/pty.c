/*
 * Runs a program of the host at a terminal of its own, and types at it: `pty program [after typed]...`. Each `typed` is
 * typed once `after` has been shown since the last was typed. Prints what the terminal shows, and how the program ended.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define SHOWN_MAX (1 << 20)
/* How long the program has to come to rest before it is typed at, and to show something at all. */
#define REST_MS 60
#define PATIENCE_MS 15000

static char shown[SHOWN_MAX];
static size_t length, seen;

static int show_more(int terminal, int milliseconds)
{
  struct pollfd polled = {terminal, POLLIN, 0};
  if (poll(&polled, 1, milliseconds) <= 0) return 0;
  ssize_t count = read(terminal, shown + length, SHOWN_MAX - length);
  if (count <= 0) return -1; /* EIO: nobody has the other side open */
  length += count;
  return 1;
}

/* Bytes that are no text are written \xff. */
static void type(int terminal, const char *text)
{
  static char bytes[1 << 16];
  size_t count = 0;
  while (*text && count < sizeof bytes) {
    if (text[0] == '\\' && text[1] == 'x') {
      char digits[3] = {text[2], text[3], 0};
      bytes[count++] = strtol(digits, 0, 16);
      text += 4;
    } else bytes[count++] = *text++;
  }
  write(terminal, bytes, count);
}

int main(int count, char **words)
{
  if (count < 2) return 2;
  int terminal = posix_openpt(O_RDWR | O_NOCTTY);
  if (terminal < 0 || grantpt(terminal) < 0 || unlockpt(terminal) < 0) return perror("posix_openpt"), 2;
  char *columns = getenv("PTY_COLUMNS");
  struct winsize size = {columns ? 24 : 0, columns ? atoi(columns) : 0, 0, 0};
  ioctl(terminal, TIOCSWINSZ, &size);

  pid_t child = fork();
  if (child == 0) {
    setsid();
    int end = open(ptsname(terminal), O_RDWR);
    for (int fd = 0; fd < 3; fd++) dup2(end, fd);
    if (end > 2) close(end);
    close(terminal);
    execlp("/bin/sh", "sh", "-c", words[1], (char *)0);
    _exit(127);
  }

  int open_still = 1;
  for (int i = 2; i + 1 < count && open_still; i += 2) {
    const char *after = words[i], *typed = words[i + 1];
    while (open_still) {
      char *found = memmem(shown + seen, length - seen, after, strlen(after));
      if (found) {
        seen = found - shown + strlen(after);
        break;
      }
      int more = show_more(terminal, PATIENCE_MS);
      if (more < 0) open_still = 0;
      if (more == 0) {
        fwrite(shown, 1, length, stdout);
        printf("\n[waited in vain for \"%s\"]\n", after);
        kill(-child, SIGKILL);
        return 1;
      }
    }
    int rest;
    while (open_still && (rest = show_more(terminal, REST_MS)) != 0)
      if (rest < 0) open_still = 0;
    if (open_still) type(terminal, typed);
  }
  while (open_still) {
    int more = show_more(terminal, PATIENCE_MS);
    if (more > 0) continue;
    if (more == 0) printf("[it does not end]\n"), kill(-child, SIGKILL);
    open_still = 0;
  }
  fwrite(shown, 1, length, stdout);
  int status;
  waitpid(child, &status, 0);
  if (WIFSIGNALED(status)) printf("[killed by signal %d]\n", WTERMSIG(status));
  else printf("[exited with %d]\n", WEXITSTATUS(status));
  return 0;
}
