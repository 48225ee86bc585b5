/* Semaphores. An unnamed one works between processes if its memory does; a named one is a small file in /dev/shm. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <limits.h>
#include <semaphore.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "answer.h"
#include "wait_word.h"

#ifndef SEM_VALUE_MAX
#define SEM_VALUE_MAX 0x7fffffff
#endif

int sem_init(sem_t *semaphore, int shared, unsigned value)
{
  (void)shared;
  if (value > SEM_VALUE_MAX) return answer(-EINVAL);
  memset(semaphore, 0, sizeof *semaphore);
  semaphore->__val[0] = value;
  return 0;
}

int sem_destroy(sem_t *semaphore)
{
  (void)semaphore;
  return 0;
}

int sem_wait(sem_t *semaphore) { return answer(change_word(semaphore->__val, 1, SEM_VALUE_MAX, -1, FOR_EVER)); }
int sem_trywait(sem_t *semaphore) { return answer(change_word(semaphore->__val, 1, SEM_VALUE_MAX, -1, NOT_AT_ALL)); }

/* EINVAL for what is not a time, even where there is no need to wait (glibc; POSIX leaves that open). */
int sem_clockwait(sem_t *semaphore, clockid_t clock, const struct timespec *until)
{
  if (until->tv_nsec < 0 || until->tv_nsec >= 1000000000) return answer(-EINVAL);
  return answer(change_word_until(semaphore->__val, 1, SEM_VALUE_MAX, -1, clock, until));
}

int sem_timedwait(sem_t *semaphore, const struct timespec *until)
{
  return sem_clockwait(semaphore, CLOCK_REALTIME, until);
}

int sem_post(sem_t *semaphore)
{
  int result = change_word(semaphore->__val, 0, SEM_VALUE_MAX - 1, 1, NOT_AT_ALL);
  return answer(result == -EAGAIN ? -EOVERFLOW : result);
}

int sem_getvalue(sem_t *semaphore, int *value)
{
  *value = semaphore->__val[0];
  return 0;
}

/* The named semaphores that are open: opened again, one has the same address (POSIX). */
static struct opened {
  struct opened *next;
  sem_t *semaphore;
  ino_t file;
  dev_t device;
  int count;
} *all_opened;

/* Maps the semaphore of an open file, and closes that. */
static sem_t *map_semaphore(int fd)
{
  struct stat status;
  struct opened *opened = NULL;
  if (fstat(fd, &status) < 0) goto failed;
  for (opened = all_opened; opened; opened = opened->next) {
    if (opened->file != status.st_ino || opened->device != status.st_dev) continue;
    opened->count++;
    close(fd);
    return opened->semaphore;
  }
  if (status.st_size < (off_t)sizeof(sem_t)) {
    errno = EINVAL;
    goto failed;
  }
  if (!(opened = malloc(sizeof *opened))) goto failed;
  opened->semaphore = mmap(NULL, sizeof(sem_t), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (opened->semaphore == MAP_FAILED) goto failed;
  opened->file = status.st_ino;
  opened->device = status.st_dev;
  opened->count = 1;
  opened->next = all_opened;
  all_opened = opened;
  close(fd);
  return opened->semaphore;

failed:;
  int error = errno;
  free(opened);
  close(fd);
  errno = error;
  return SEM_FAILED;
}

/* Makes a semaphore under another name and then links it: nobody ever opens one that has no value yet. 0 or -1. */
static int make_semaphore(const char *path, mode_t mode, unsigned value)
{
  char made[PATH_MAX];
  int fd;
  for (int i = 0;; i++) {
    snprintf(made, sizeof made, "/dev/shm/new-sem.%d.%d", getpid(), i);
    fd = open(made, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (fd >= 0) break;
    if (errno != EEXIST) return -1;
  }
  sem_t fresh;
  sem_init(&fresh, 1, value);
  int result = write(fd, &fresh, sizeof fresh) == sizeof fresh ? link(made, path) : -1;
  int error = errno;
  unlink(made);
  close(fd);
  errno = error;
  return result;
}

sem_t *sem_open(const char *name, int flags, ...)
{
  char path[PATH_MAX];
  int error = __prong_shm_path(path, "sem.", name);
  if (error) {
    errno = error;
    return SEM_FAILED;
  }
  mode_t mode = 0;
  unsigned value = 0;
  if (flags & O_CREAT) {
    va_list rest;
    va_start(rest, flags);
    mode = va_arg(rest, int);
    value = va_arg(rest, unsigned);
    va_end(rest);
    if (value > SEM_VALUE_MAX) {
      errno = EINVAL;
      return SEM_FAILED;
    }
  }
  for (;;) {
    if (!(flags & O_CREAT) || !(flags & O_EXCL)) {
      int fd = open(path, O_RDWR | O_NOFOLLOW | O_CLOEXEC);
      if (fd >= 0) return map_semaphore(fd);
      if (errno != ENOENT || !(flags & O_CREAT)) return SEM_FAILED;
    }
    if (make_semaphore(path, mode, value) == 0) flags = 0;
    else if (errno != EEXIST || (flags & O_EXCL)) return SEM_FAILED;
  }
}

int sem_close(sem_t *semaphore)
{
  for (struct opened **at = &all_opened; *at; at = &(*at)->next) {
    struct opened *opened = *at;
    if (opened->semaphore != semaphore) continue;
    if (--opened->count > 0) return 0;
    *at = opened->next;
    free(opened);
    return munmap(semaphore, sizeof(sem_t));
  }
  return answer(-EINVAL);
}

int sem_unlink(const char *name)
{
  char path[PATH_MAX];
  int error = __prong_shm_path(path, "sem.", name);
  if (error) return answer(error == EINVAL ? -ENOENT : -error);
  return unlink(path);
}
