/*
 * Mappings lie in the memory of the program: the kernel is given regions that memory.grow has made, and chooses among them.
 * malloc copes with memory that it has not asked for.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <prong/syscalls.h>

#include "answer.h"

#define WASM_PAGE 65536u
#define SHM_PREFIX "/dev/shm/"

/* Addresses are answered as they are: only the last 4095 numbers are errors. */
static void *answer_address(int result)
{
  if ((unsigned)result <= -4096u) return (void *)result;
  errno = -result;
  return MAP_FAILED;
}

/* Gives the kernel so many bytes more to map to; with an end, all up to there. 0 if that is possible. */
static int give_region(size_t length, uintptr_t end)
{
  size_t pages = (length + WASM_PAGE - 1) / WASM_PAGE;
  size_t size = __builtin_wasm_memory_size(0);
  if (end > 0) pages = (end - 1) / WASM_PAGE + 1 - size;
  size_t start = __builtin_wasm_memory_grow(0, pages);
  if (start == SIZE_MAX) return -1;
  return __prong_mmap_region(start * WASM_PAGE, pages * WASM_PAGE);
}

void *mmap(void *address, size_t length, int protection, int flags, int fd, off_t offset)
{
  int result = __prong_mmap((size_t)address, length, protection, flags, fd, offset);
  if (result == -ENOSPC) {
    int fixed = flags & (MAP_FIXED | MAP_FIXED_NOREPLACE);
    if (give_region(length, fixed ? (uintptr_t)address + length : 0) < 0) result = -ENOMEM;
    else result = __prong_mmap((size_t)address, length, protection, flags, fd, offset);
  }
  return answer_address(result);
}

void *mremap(void *address, size_t length, size_t new_length, int flags, ...)
{
  void *new_address = NULL;
  if (flags & MREMAP_FIXED) {
    va_list rest;
    va_start(rest, flags);
    new_address = va_arg(rest, void *);
    va_end(rest);
  }
  int result = __prong_mremap((size_t)address, length, new_length, flags, (size_t)new_address);
  if (result == -ENOSPC) {
    if (give_region(new_length, new_address ? (uintptr_t)new_address + new_length : 0) < 0) result = -ENOMEM;
    else result = __prong_mremap((size_t)address, length, new_length, flags, (size_t)new_address);
  }
  return answer_address(result);
}

int munmap(void *address, size_t length) { return answer(__prong_munmap((size_t)address, length)); }
int msync(void *address, size_t length, int flags) { return answer(__prong_msync((size_t)address, length, flags)); }
int madvise(void *address, size_t length, int advice) { return answer(__prong_madvise((size_t)address, length, advice)); }
int mlock(const void *address, size_t length) { return answer(__prong_mlock((size_t)address, length)); }
int munlock(const void *address, size_t length) { return answer(__prong_munlock((size_t)address, length)); }
int munlockall(void) { return answer(__prong_mlockall(0)); }

int mprotect(void *address, size_t length, int protection)
{
  return answer(__prong_mprotect((size_t)address, length, protection));
}

int mlockall(int flags) { return answer(flags == 0 ? -EINVAL : __prong_mlockall(flags)); }

/* POSIX: answers the error, and throws nothing away that POSIX_MADV_DONTNEED only said would not be needed soon. */
int posix_madvise(void *address, size_t length, int advice)
{
  if (advice < POSIX_MADV_NORMAL || advice > POSIX_MADV_DONTNEED) return EINVAL;
  return -__prong_madvise((size_t)address, length, advice == POSIX_MADV_DONTNEED ? MADV_NORMAL : advice);
}

/* The path of a shared memory object or semaphore; 0, or an errno. */
int __prong_shm_path(char path[static PATH_MAX], const char *prefix, const char *name)
{
  while (*name == '/') name++;
  size_t length = strlen(name);
  if (length == 0 || strchr(name, '/')) return EINVAL;
  if (length + strlen(prefix) > NAME_MAX) return length > NAME_MAX ? ENAMETOOLONG : EINVAL;
  strcpy(path, SHM_PREFIX);
  strcat(path, prefix);
  strcat(path, name);
  return 0;
}

int shm_open(const char *name, int flags, mode_t mode)
{
  char path[PATH_MAX];
  int error = __prong_shm_path(path, "", name);
  if (error) return answer(-error);
  return open(path, flags | O_CLOEXEC | O_NOFOLLOW, mode);
}

int shm_unlink(const char *name)
{
  char path[PATH_MAX];
  int error = __prong_shm_path(path, "", name);
  if (error) return answer(error == EINVAL ? -ENOENT : -error);
  return unlink(path);
}
