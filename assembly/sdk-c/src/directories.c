/*
 * Directory streams. wasi-libc keeps how far a stream has come in the stream; a forked child would read from there,
 * where on Unix it goes on where parent and child together have come. So the offset is the kernel's (getdents), and what
 * has been read ahead is the process's own.
 */
#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "answer.h"

/* As large as glibc's, so that most directories are read at once. */
#define READ_AHEAD 32768
/* What the kernel stores before each name: the offset behind it, the inode, the name's length, its type. */
#define HEAD 24

struct _DIR {
  int fd;
  /* The kernel's offset behind the entry that was read last. */
  long long offset;
  int used;
  int next;
  struct dirent *entry;
  /* What telldir has told that no `long` holds, and how many. */
  long long *places;
  int told;
  char buffer[READ_AHEAD];
};

DIR *fdopendir(int fd)
{
  struct stat status;
  if (fstat(fd, &status) < 0) return NULL;
  if (!S_ISDIR(status.st_mode)) {
    errno = ENOTDIR;
    return NULL;
  }
  DIR *stream = malloc(sizeof *stream);
  struct dirent *entry = malloc(sizeof *entry + NAME_MAX + 1);
  if (!stream || !entry) {
    free(stream);
    free(entry);
    errno = ENOMEM;
    return NULL;
  }
  fcntl(fd, F_SETFD, fcntl(fd, F_GETFD) | FD_CLOEXEC);
  stream->fd = fd;
  stream->offset = lseek(fd, 0, SEEK_CUR);
  stream->used = stream->next = 0;
  stream->entry = entry;
  stream->places = NULL;
  stream->told = 0;
  return stream;
}

DIR *opendirat(int directory, const char *path)
{
  int fd = openat(directory, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return NULL;
  DIR *stream = fdopendir(fd);
  if (!stream) close(fd);
  return stream;
}

DIR *__wasilibc_nocwd_opendirat(int directory, const char *path) { return opendirat(directory, path); }
DIR *opendir(const char *path) { return opendirat(AT_FDCWD, path); }

int fdclosedir(DIR *stream)
{
  int fd = stream->fd;
  free(stream->entry);
  free(stream->places);
  free(stream);
  return fd;
}

int closedir(DIR *stream) { return close(fdclosedir(stream)); }
int dirfd(DIR *stream) { return stream->fd; }

struct dirent *readdir(DIR *stream)
{
  if (stream->next >= stream->used) {
    int used = answer(__prong_getdents(stream->fd, stream->buffer, READ_AHEAD));
    if (used <= 0) return NULL;
    stream->used = used;
    stream->next = 0;
  }
  const char *head = stream->buffer + stream->next;
  unsigned length;
  memcpy(&stream->offset, head, sizeof stream->offset);
  memcpy(&stream->entry->d_ino, head + 8, sizeof stream->entry->d_ino);
  memcpy(&length, head + 16, sizeof length);
  stream->entry->d_type = head[20];
  memcpy(stream->entry->d_name, head + HEAD, length);
  stream->entry->d_name[length] = '\0';
  stream->next += HEAD + length;
  return stream->entry;
}

/* A host's kernel may have hashes for offsets, of 63 bits: they are remembered, and told as -2, -3 and so on. */
long telldir(DIR *stream)
{
  if (stream->offset <= LONG_MAX) return stream->offset;
  for (int i = 0; i < stream->told; i++) {
    if (stream->places[i] == stream->offset) return -2 - i;
  }
  long long *places = realloc(stream->places, (stream->told + 1) * sizeof *places);
  if (!places) return -1;
  stream->places = places;
  places[stream->told] = stream->offset;
  return -2 - stream->told++;
}

void seekdir(DIR *stream, long place)
{
  int is_told = place <= -2 && -2 - place < stream->told;
  stream->offset = lseek(stream->fd, is_told ? stream->places[-2 - place] : place, SEEK_SET);
  stream->used = stream->next = 0;
}

void rewinddir(DIR *stream) { seekdir(stream, 0); }

int scandirat(int directory, const char *path, struct dirent ***names, int (*wanted)(const struct dirent *),
              int (*compare)(const struct dirent **, const struct dirent **))
{
  DIR *stream = opendirat(directory, path);
  if (!stream) return -1;
  struct dirent **list = NULL, *entry;
  int count = 0, room = 0;
  int before = errno;
  errno = 0;
  while ((entry = readdir(stream))) {
    if (wanted && !wanted(entry)) continue;
    if (count == room) {
      room = room ? room * 2 : 16;
      struct dirent **larger = realloc(list, room * sizeof *list);
      if (!larger) break;
      list = larger;
    }
    size_t size = sizeof *entry + strlen(entry->d_name) + 1;
    if (!(list[count] = malloc(size))) break;
    memcpy(list[count++], entry, size);
    errno = 0;
  }
  int error = errno;
  closedir(stream);
  if (error) {
    while (count > 0) free(list[--count]);
    free(list);
    return answer(-error);
  }
  errno = before;
  if (compare && count > 0) qsort(list, count, sizeof *list, (int (*)(const void *, const void *))compare);
  *names = list;
  return count;
}

int __wasilibc_nocwd_scandirat(int directory, const char *path, struct dirent ***names,
                               int (*wanted)(const struct dirent *),
                               int (*compare)(const struct dirent **, const struct dirent **))
{
  return scandirat(directory, path, names, wanted, compare);
}

int scandir(const char *path, struct dirent ***names, int (*wanted)(const struct dirent *),
            int (*compare)(const struct dirent **, const struct dirent **))
{
  return scandirat(AT_FDCWD, path, names, wanted, compare);
}
