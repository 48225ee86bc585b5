/* What two processes do in turns, without waiting for each other: what comes out depends on who was first, in each of these. */
#include <fcntl.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "say.h"

static const char *const path = "/tmp/file";
static int fds[2];

/* The child waits for the end of a pipe, and prints. The parent ends it, and prints. */
static void end_a_pipe(int by_dup2)
{
  char byte;
  pipe(fds);
  if (fork() == 0) {
    close(fds[1]);
    read(fds[0], &byte, 1);
    say("end", 0);
    _exit(0);
  }
  if (by_dup2) dup2(fds[0], fds[1]);
  else close(fds[1]);
  say("ended", 0);
}

static void make(void) { close(open(path, O_CREAT | O_WRONLY, 0600)); }

/* The parent asks whether there is a file, and opens it if so. Meanwhile the child makes it, or removes it. */
static void ask_and_open(int is_there)
{
  if (is_there) make();
  if (fork() == 0) {
    if (is_there) unlink(path);
    else make();
    _exit(0);
  }
  int found = access(path, R_OK) == 0;
  int fd = open(path, O_RDONLY);
  say_whether("found", found);
  say_whether("opened", fd >= 0);
}

/* Both seek in the open file that they share, and write where they seeked to, or where the other did. */
static void seek(void)
{
  char text[5] = "";
  int fd = open(path, O_CREAT | O_RDWR, 0600);
  write(fd, "....", 4);
  int is_child = fork() == 0;
  lseek(fd, is_child ? 2 : 0, SEEK_SET);
  write(fd, is_child ? "c" : "p", 1);
  if (is_child) _exit(0);
  wait(NULL);
  pread(fd, text, 4, 0);
  say(text, 0);
}

/* The child asks for its parent, which ends. */
static void end_a_parent(void)
{
  pipe(fds);
  if (fork() == 0) {
    if (fork() > 0) _exit(0);
    pid_t first = getppid();
    say("moved: #", getppid() != first);
    _exit(0);
  }
  close(fds[1]);
  read(fds[0], &(char){0}, 1); /* until all have ended */
}

int main(int argc, char **argv)
{
  const char *what = argc > 1 ? argv[1] : "";
  if (strcmp(what, "close") == 0) end_a_pipe(0);
  if (strcmp(what, "dup2") == 0) end_a_pipe(1);
  if (strcmp(what, "make") == 0) ask_and_open(0);
  if (strcmp(what, "unlink") == 0) ask_and_open(1);
  if (strcmp(what, "seek") == 0) seek();
  if (strcmp(what, "getppid") == 0) end_a_parent();
  while (wait(NULL) > 0) {}
  return 0;
}
