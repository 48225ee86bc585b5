/* Temporary files: mkstemp and its kin, tmpfile, tmpnam. The names come from the schedule's chance. */
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "answer.h"

#define TRIES 100

/* Replaces the six X before `suffix` bytes at the end; NULL where they are not there. */
static char *find_pattern(char *template, int suffix)
{
  size_t length = strlen(template);
  if (suffix < 0 || length < 6 + (size_t)suffix) return NULL;
  char *pattern = template + length - suffix - 6;
  return memcmp(pattern, "XXXXXX", 6) == 0 ? pattern : NULL;
}

static void fill_in(char *pattern)
{
  static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  unsigned char chance[6];
  getentropy(chance, sizeof chance);
  for (int i = 0; i < 6; i++) pattern[i] = letters[chance[i] % (sizeof letters - 1)];
}

int mkostemps(char *template, int suffix, int flags)
{
  char *pattern = find_pattern(template, suffix);
  if (!pattern) return answer(-EINVAL);
  for (int tries = 0; tries < TRIES; tries++) {
    fill_in(pattern);
    int fd = open(template, (flags & ~O_ACCMODE) | O_RDWR | O_CREAT | O_EXCL, 0600);
    if (fd >= 0 || errno != EEXIST) return fd;
  }
  return answer(-EEXIST);
}

int mkstemps(char *template, int suffix) { return mkostemps(template, suffix, 0); }
int mkostemp(char *template, int flags) { return mkostemps(template, 0, flags); }
int mkstemp(char *template) { return mkostemps(template, 0, 0); }

char *mkdtemp(char *template)
{
  char *pattern = find_pattern(template, 0);
  if (!pattern) {
    errno = EINVAL;
    return NULL;
  }
  for (int tries = 0; tries < TRIES; tries++) {
    fill_in(pattern);
    if (mkdir(template, 0700) == 0) return template;
    if (errno != EEXIST) return NULL;
  }
  return NULL;
}

char *mktemp(char *template)
{
  char *pattern = find_pattern(template, 0);
  struct stat status;
  if (pattern) {
    for (int tries = 0; tries < TRIES; tries++) {
      fill_in(pattern);
      if (lstat(template, &status) < 0) return template;
    }
  }
  errno = pattern ? EEXIST : EINVAL;
  *template = '\0';
  return template;
}

FILE *tmpfile(void)
{
  char template[] = "/tmp/tmpfile_XXXXXX";
  int fd = mkstemp(template);
  if (fd < 0) return NULL;
  unlink(template);
  FILE *file = fdopen(fd, "w+");
  if (!file) close(fd);
  return file;
}

char *tmpnam(char *buffer)
{
  static char own[L_tmpnam];
  char template[] = "/tmp/tmpnam_XXXXXX";
  if (!*mktemp(template)) return NULL;
  return strcpy(buffer ? buffer : own, template);
}

char *tempnam(const char *directory, const char *prefix)
{
  char template[PATH_MAX];
  const char *chosen = getenv("TMPDIR");
  if (!chosen || access(chosen, W_OK | X_OK) < 0) chosen = directory && access(directory, W_OK | X_OK) == 0 ? directory : "/tmp";
  int length = snprintf(template, sizeof template, "%s/%.5s_XXXXXX", chosen, prefix ? prefix : "temp");
  if (length >= (int)sizeof template) {
    errno = ENAMETOOLONG;
    return NULL;
  }
  return *mktemp(template) ? strdup(template) : NULL;
}
