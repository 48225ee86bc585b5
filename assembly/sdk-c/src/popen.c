/* popen and pclose (POSIX.1-2024): a stream to or from a shell command. */
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <wasi/libc-environ.h>

/* A stream that popen made. A child must not keep those of its siblings: their readers would wait for it, too. */
struct command_stream {
  struct command_stream *next;
  FILE *stream;
  pid_t pid;
};

static struct command_stream *streams;

static int start_shell(pid_t *pid, const char *command, int theirs, int as)
{
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  int error = 0;
  for (struct command_stream *each = streams; each && !error; each = each->next)
    if (fileno(each->stream) != as) error = posix_spawn_file_actions_addclose(&actions, fileno(each->stream));
  if (!error) error = posix_spawn_file_actions_adddup2(&actions, theirs, as);
  char *argv[] = {"sh", "-c", "--", (char *)command, NULL};
  if (!error) error = posix_spawn(pid, "/bin/sh", &actions, NULL, argv, __wasilibc_get_environ());
  posix_spawn_file_actions_destroy(&actions);
  return error;
}

/*
 * - EINVAL  the mode is not "r" or "w", with an "e" for close-on-exec
 * - EMFILE EAGAIN ENOMEM  of pipe, posix_spawn and fdopen
 */
FILE *popen(const char *command, const char *mode)
{
  int reads = 0, writes = 0, closes = 0;
  for (const char *letter = mode; *letter; letter++) {
    if (*letter == 'r') reads = 1;
    else if (*letter == 'w') writes = 1;
    else if (*letter == 'e') closes = 1;
    else return errno = EINVAL, NULL;
  }
  if (reads == writes) return errno = EINVAL, NULL;

  struct command_stream *made = malloc(sizeof *made);
  if (!made) return NULL;
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) < 0) return free(made), NULL;
  int ours = ends[reads ? 0 : 1], theirs = ends[reads ? 1 : 0];
  int error = 0;
  made->stream = fdopen(ours, reads ? "r" : "w");
  if (!made->stream) error = errno, close(ours);
  else {
    error = start_shell(&made->pid, command, theirs, reads ? 1 : 0);
    if (error) fclose(made->stream);
  }
  close(theirs);
  if (error) return free(made), errno = error, NULL;
  if (!closes) fcntl(ours, F_SETFD, 0);
  made->next = streams;
  streams = made;
  return made->stream;
}

/*
 * Closes the stream and waits for its command; answers its status as waitpid stores it.
 *
 * - ECHILD  somebody has waited for it already
 * - EINVAL  popen did not make the stream
 */
int pclose(FILE *stream)
{
  struct command_stream **link = &streams;
  while (*link && (*link)->stream != stream) link = &(*link)->next;
  struct command_stream *found = *link;
  if (!found) return errno = EINVAL, -1;
  *link = found->next;
  pid_t pid = found->pid;
  free(found);
  fclose(stream);
  int status;
  while (waitpid(pid, &status, 0) < 0)
    if (errno != EINTR) return -1;
  return status;
}
