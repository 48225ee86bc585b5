/*
 * Does what a script in its first argument says, one call after the other, and prints one line for each: what was
 * called, what it answered, the name of errno. The same script prints the same on every kernel, or one of them is wrong:
 *
 *     calls "pipe ; run { close r ; write w 3 } ; close w ; read r 9" scratch-directory
 *
 * Words stand apart. `r` and `w` are the last pipe's ends, `f` the last descriptor that open or dup made, `child` is the
 * last child. Nothing may depend on the order of events: `run` waits for its child; `zombie` until it has closed its
 * files; `start` leaves it running, without a word. Nobody else runs, then, who could end a wait: what would wait only says so.
 */
#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "calls.h"

static char data[70000];
static char letter = 'a';
static int last_reader = -1, last_writer = -1, last_made = -1;

static int number(int at) { return atoi(argument(at)); }

static int descriptor(int at)
{
  const char *word = argument(at);
  return is(word, "r") ? last_reader : is(word, "w") ? last_writer : is(word, "f") ? last_made : atoi(word);
}

static int made(int fd)
{
  if (fd >= 0) last_made = fd;
  return fd;
}

static int is_pipe(int fd) { return lseek(fd, 0, SEEK_CUR) < 0 && errno == ESPIPE; }

static int is_directory(int fd)
{
  struct stat about;
  return fstat(fd, &about) == 0 && S_ISDIR(about.st_mode);
}

/* Would a call on this descriptor wait, for data or for room, and for ever, as nobody else runs? */
static int would_wait(int fd, int events)
{
  struct pollfd asked = {fd, events, 0};
  int flags = fcntl(fd, F_GETFL);
  if (flags < 0 || (flags & O_NONBLOCK) || !is_pipe(fd)) return 0;
  if ((flags & O_ACCMODE) != (events == POLLIN ? O_RDONLY : O_WRONLY)) return 0;
  return poll(&asked, 1, 0) == 0;
}

/* The bytes as runs, "3a 2b" for "aaabb", with a dot for each zero. */
static void show_data(int count)
{
  answer(count);
  for (int at = 0, start = 0; at < count; start = at) {
    while (at < count && data[at] == data[start]) at++;
    append(" %d%c", at - start, data[start] ? data[start] : '.');
  }
}

static int fill_data(int size)
{
  memset(data, letter, size);
  letter = letter == 'z' ? 'a' : letter + 1;
  return size;
}

static void call_read(void)
{
  if (number(2) > 0 && would_wait(descriptor(1), POLLIN)) append("would wait");
  else show_data(read(descriptor(1), data, number(2)));
}

/* At most PIPE_BUF bytes into a pipe, which are never split. */
static void call_write(void)
{
  int fd = descriptor(1), size = number(2);
  if (is_pipe(fd) && size > 4096) size = 4096;
  if (size > 0 && would_wait(fd, POLLOUT)) append("would wait");
  else answer(write(fd, data, fill_data(size)));
}

static void call_waiting_read(void) { show_data(read(descriptor(1), data, number(2))); }
static void call_waiting_write(void) { answer(write(descriptor(1), data, fill_data(number(2)))); }
static void call_pread(void) { show_data(pread(descriptor(1), data, number(2), number(3))); }

/* To a file with O_APPEND Linux appends, where POSIX writes at the offset: who is right is not our question. */
static void call_pwrite(void)
{
  int flags = fcntl(descriptor(1), F_GETFL);
  if (flags >= 0 && (flags & O_APPEND)) append("appends");
  else answer(pwrite(descriptor(1), data, fill_data(number(2)), number(3)));
}

/* Writes until nothing more fits, reads until nothing is left: how many bytes? How many calls is the kernel's affair. */
static void move_all(int writing)
{
  int fd = descriptor(1), count, total = 0;
  while ((count = writing ? write(fd, data, number(2)) : read(fd, data, sizeof data)) > 0) total += count;
  append("%d bytes, then ", total);
  answer(count);
}

static void call_fill(void) { move_all(1); }
static void call_drain(void) { move_all(0); }

/* Where the offset of a directory leads is known to its file system alone. */
static void call_lseek(void)
{
  int whence = is(argument(3), "SET") ? SEEK_SET : is(argument(3), "CUR") ? SEEK_CUR : is(argument(3), "END") ? SEEK_END : 77;
  if (is_directory(descriptor(1))) append("a directory");
  else answer(lseek(descriptor(1), number(2), whence));
}

/* To make a file whose name ends in `/` is wrong in up to three ways, and which one is told differs. */
static void call_open(void)
{
  const char *name = argument(1);
  if (*name && name[strlen(name) - 1] == '/' && has(2, "CREAT")) append("a file and a slash");
  else answer(made(open(name, flags_from(2), 0666)));
}

static void call_close(void) { answer(close(descriptor(1))); }
static void call_dup(void) { answer(made(dup(descriptor(1)))); }
static void call_dup2(void) { answer(made(dup2(descriptor(1), descriptor(2)))); }
static void call_dup3(void) { answer(made(dup3(descriptor(1), descriptor(2), flags_from(3)))); }
static void call_ftruncate(void) { answer(ftruncate(descriptor(1), number(2))); }

static void call_dupfd(void)
{
  answer(made(fcntl(descriptor(1), flags_from(3) & O_CLOEXEC ? F_DUPFD_CLOEXEC : F_DUPFD, number(2))));
}

static void call_getfd(void) { answer(fcntl(descriptor(1), F_GETFD)); }
static void call_setfd(void) { answer(fcntl(descriptor(1), F_SETFD, flags_from(2) & O_CLOEXEC ? FD_CLOEXEC : 0)); }
static void call_setfl(void) { answer(fcntl(descriptor(1), F_SETFL, flags_from(2))); }

static void call_getfl(void)
{
  int flags = fcntl(descriptor(1), F_GETFL), access = flags & O_ACCMODE;
  if (flags < 0) answer(flags);
  else append(access == O_RDWR ? "RDWR" : access == O_WRONLY ? "WRONLY" : "RDONLY");
  if (flags >= 0 && (flags & O_APPEND)) append(" APPEND");
  if (flags >= 0 && (flags & O_NONBLOCK)) append(" NONBLOCK");
}

static void call_pipe(void)
{
  int ends[2] = {-1, -1};
  int result = *argument(1) ? pipe2(ends, flags_from(1)) : pipe(ends);
  if (result == 0) last_reader = ends[0], last_writer = ends[1];
  answer(result);
  if (result == 0) append(" %d %d", ends[0], ends[1]);
}

/* WASI knows no type for pipes. The size and the links of a directory, a device or a pipe are its file system's affair. */
static void show_stat(int result, const struct stat *about)
{
  int file = result == 0 && S_ISREG(about->st_mode), link = result == 0 && S_ISLNK(about->st_mode);
  answer(result);
  if (file || link) append(" a %s of %d bytes, %d links", file ? "file" : "symlink", (int)about->st_size, (int)about->st_nlink);
  else if (result == 0) append(S_ISDIR(about->st_mode) ? " a directory" : S_ISCHR(about->st_mode) ? " a device" : " something else");
}

static void call_fstat(void) { struct stat about; show_stat(fstat(descriptor(1), &about), &about); }
static void call_stat(void) { struct stat about; show_stat(stat(argument(1), &about), &about); }
static void call_lstat(void) { struct stat about; show_stat(lstat(argument(1), &about), &about); }

/* A `/` after a symbolic link leads to the directory (POSIX), but Linux will not remove or move that by this name. */
static int is_link_with_slash(const char *path)
{
  char name[100];
  struct stat about;
  int length = snprintf(name, sizeof name, "%s", path);
  if (length < 2 || name[length - 1] != '/') return 0;
  name[length - 1] = '\0';
  return lstat(name, &about) == 0 && S_ISLNK(about.st_mode);
}

static void change_names(int (*change)(const char *, const char *))
{
  if (is_link_with_slash(argument(1)) || is_link_with_slash(argument(2))) append("a symlink and a slash");
  else answer(change(argument(1), argument(2)));
}

static int unlink_first(const char *name, const char *_) { return unlink(name); }
static int rmdir_first(const char *name, const char *_) { return rmdir(name); }
static int mkdir_first(const char *name, const char *_) { return mkdir(name, 0777); }

static void call_link(void) { change_names(link); }
static void call_unlink(void) { change_names(unlink_first); }
static void call_symlink(void) { change_names(symlink); }
static void call_rename(void) { change_names(rename); }
static void call_mkdir(void) { change_names(mkdir_first); }
static void call_rmdir(void) { change_names(rmdir_first); }

static void call_readlink(void)
{
  char target[100];
  int length = readlink(argument(1), target, *argument(2) ? number(2) : (int)sizeof target);
  answer(length);
  if (length >= 0) append(" %.*s", length, target);
}

static void call_access(void)
{
  int mode = is(argument(2), "R") ? R_OK : is(argument(2), "W") ? W_OK : is(argument(2), "BAD") ? 64 : F_OK;
  answer(access(argument(1), mode));
}

/* The current directory below the scratch directory, or NULL above it. */
static const char *below_scratch(char *path, size_t size)
{
  size_t length = strlen(scratch);
  if (!getcwd(path, size)) return NULL;
  return strncmp(path, scratch, length) == 0 && (!path[length] || path[length] == '/') ? path + length : NULL;
}

/* Nothing may be done above the scratch directory, so nobody stays there. */
static void call_chdir(void)
{
  char path[4096];
  int result = chdir(argument(1));
  answer(result);
  if (result == 0 && !below_scratch(path, sizeof path)) append(" and %d back", chdir(scratch));
}

static void call_getcwd(void)
{
  char path[4096];
  const char *below = below_scratch(path, sizeof path);
  if (below) append("scratch%s", below);
  else answer(-1);
}

static int in_order(const void *one, const void *other) { return strcmp(*(char *const *)one, *(char *const *)other); }

static void call_list(void)
{
  char *names[50];
  int count = 0;
  DIR *directory = opendir(argument(1));
  if (!directory) return answer(-1);
  for (struct dirent *entry; count < 50 && (entry = readdir(directory));) names[count++] = strdup(entry->d_name);
  answer(closedir(directory));
  qsort(names, count, sizeof *names, in_order);
  for (int i = 0; i < count; i++) append(" %s", names[i]);
}

static void call_poll(void)
{
  struct pollfd asked = {descriptor(1), (has(2, "IN") ? POLLIN : 0) | (has(2, "OUT") ? POLLOUT : 0), 0};
  answer(poll(&asked, 1, 0));
  if (asked.revents & POLLIN) append(" IN");
  if (asked.revents & POLLOUT) append(" OUT");
  if (asked.revents & POLLHUP) append(" HUP");
  if (asked.revents & POLLERR) append(" ERR");
  if (asked.revents & POLLNVAL) append(" NVAL");
}

static const struct call calls[] = {
  {"read", call_read}, {"write", call_write}, {"pread", call_pread}, {"pwrite", call_pwrite}, {"fill", call_fill},
  {"drain", call_drain}, {"waiting-read", call_waiting_read}, {"waiting-write", call_waiting_write}, {"lseek", call_lseek},
  {"open", call_open}, {"close", call_close}, {"dup", call_dup}, {"dup2", call_dup2}, {"dup3", call_dup3},
  {"dupfd", call_dupfd}, {"getfd", call_getfd}, {"setfd", call_setfd}, {"getfl", call_getfl}, {"setfl", call_setfl},
  {"pipe", call_pipe}, {"ftruncate", call_ftruncate}, {"fstat", call_fstat}, {"stat", call_stat}, {"lstat", call_lstat},
  {"link", call_link}, {"unlink", call_unlink}, {"symlink", call_symlink}, {"readlink", call_readlink},
  {"rename", call_rename}, {"mkdir", call_mkdir}, {"rmdir", call_rmdir}, {"access", call_access}, {"chdir", call_chdir},
  {"getcwd", call_getcwd}, {"list", call_list}, {"poll", call_poll}, {"waitpid", call_waitpid}, {"kill", call_kill}, {NULL, NULL},
};

/*
 * The first of all has the descriptors 0 to 2 and no others, all of /dev/null; lines go to one that no script reaches. Its
 * scratch directory lies deep, so that `..` leads nowhere that matters. A program that was `exec`ed finds all of that.
 */
int main(int argc, char *argv[])
{
  if (argc < 3) return 2;
  if (argc > 4) return run_script(argv, calls);
  for (int fd = 3; fd < 64; fd++) close(fd);
  if (fcntl(1, F_DUPFD, LINES) != LINES) return 3;
  int null = open("/dev/null", O_RDWR);
  for (int fd = 0; fd < 3; fd++) dup2(null, fd);
  close(null);
  if (chdir(argv[2])) return 4;
  for (int i = 0; i < 6; i++) if (mkdir("box", 0777) || chdir("box")) return 5;
  return run_script((char *[]){argv[0], argv[1], getcwd(NULL, 0), "0", "0"}, calls);
}
