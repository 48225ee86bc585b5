/* posix_spawn (POSIX.1-2024): actions, attributes, and errors that are the caller's to hear of. It runs itself as the child. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;
static char *self;

static const char *name_of(int error)
{
  switch (error) {
  case 0: return "0";
  case ENOENT: return "ENOENT";
  case EACCES: return "EACCES";
  case EBADF: return "EBADF";
  case EINVAL: return "EINVAL";
  case ENOTDIR: return "ENOTDIR";
  case ENOEXEC: return "ENOEXEC";
  case ECHILD: return "ECHILD";
  case ESRCH: return "ESRCH";
  case EPERM: return "EPERM";
  }
  return strerror(error);
}

static void finish(const char *what, int error, pid_t pid)
{
  int status = 0;
  int waited = waitpid(error ? -1 : pid, &status, 0) < 0 ? errno : 0;
  printf("%s: %s, wait: %s, %s %d\n", what, name_of(error), name_of(waited), WIFEXITED(status) ? "exit" : "signal",
         WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status));
}

static void spawn(const char *what, const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *attributes, const char *command)
{
  char *argv[] = {self, (char *)command, NULL};
  pid_t pid = -7;
  int error = posix_spawn(&pid, self, actions, attributes, argv, environ);
  if (error && pid != -7) printf("a pid although it failed\n");
  finish(what, error, pid);
}

static void handler(int signal) { (void)signal; }

/* What the child tells of itself. */
static int child(const char *command)
{
  char buffer[256];
  if (strcmp(command, "exit") == 0) return 5;
  if (strcmp(command, "say") == 0) return write(1, "child says\n", 11) != 11;
  if (strcmp(command, "read") == 0) {
    ssize_t got = read(0, buffer, sizeof buffer);
    return write(1, buffer, (size_t)got) != got;
  }
  if (strcmp(command, "closed") == 0) return fcntl(9, F_GETFD) < 0 ? errno == EBADF : 2;
  if (strcmp(command, "nine") == 0) return write(9, "to nine\n", 8) != 8;
  if (strcmp(command, "where") == 0) {
    printf("in %s\n", getcwd(buffer, sizeof buffer));
    return 0;
  }
  if (strcmp(command, "signals") == 0) {
    sigset_t mask;
    struct sigaction usr1, usr2, term;
    sigprocmask(SIG_BLOCK, NULL, &mask);
    sigaction(SIGUSR1, NULL, &usr1);
    sigaction(SIGUSR2, NULL, &usr2);
    sigaction(SIGTERM, NULL, &term);
    printf("HUP %s, INT %s, USR1 %s, USR2 %s, TERM %s\n", sigismember(&mask, SIGHUP) ? "blocked" : "open",
           sigismember(&mask, SIGINT) ? "blocked" : "open", usr1.sa_handler == SIG_DFL ? "default" : "not default",
           usr2.sa_handler == SIG_IGN ? "ignored" : "not ignored", term.sa_handler == SIG_DFL ? "default" : "not default");
    return 0;
  }
  if (strcmp(command, "die") == 0) return kill(getpid(), SIGKILL);
  return 99;
}

int main(int argc, char **argv)
{
  setvbuf(stdout, NULL, _IONBF, 0);
  self = argv[0];
  if (argc > 1) return child(argv[1]);

  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  char path[64], text[64] = {0};
  sprintf(path, "/tmp/spawn-%d", (int)getpid());

  spawn("nothing special", NULL, NULL, "exit");
  spawn("killed", NULL, NULL, "die");

  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 1, path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  spawn("addopen", &actions, NULL, "say");
  int fd = open(path, O_RDONLY);
  read(fd, text, sizeof text - 1);
  printf("in the file: %s", text);
  posix_spawn_file_actions_destroy(&actions);

  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, path, O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, 1, 9);
  posix_spawn_file_actions_addclose(&actions, 33);
  spawn("open 0, dup2", &actions, NULL, "read");
  spawn("dup2 to 9", &actions, NULL, "nine");
  posix_spawn_file_actions_addclose(&actions, 9);
  spawn("closed again", &actions, NULL, "closed");
  posix_spawn_file_actions_destroy(&actions);

  dup3(1, 9, O_CLOEXEC);
  spawn("close-on-exec", NULL, NULL, "closed");
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, 9, 9);
  spawn("dup2 to itself keeps it", &actions, NULL, "nine");
  posix_spawn_file_actions_destroy(&actions);
  printf("9 is still close-on-exec here: %d\n", fcntl(9, F_GETFD));
  close(9);

  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addchdir_np(&actions, "/tmp");
  spawn("addchdir", &actions, NULL, "where");
  posix_spawn_file_actions_addchdir_np(&actions, "..");
  spawn("addchdir twice", &actions, NULL, "where");
  int directory = open("/dev", O_RDONLY | O_DIRECTORY);
  posix_spawn_file_actions_addfchdir_np(&actions, directory);
  spawn("addfchdir", &actions, NULL, "where");
  posix_spawn_file_actions_destroy(&actions);
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addfchdir_np(&actions, fd);
  spawn("addfchdir of a file", &actions, NULL, "where");
  posix_spawn_file_actions_destroy(&actions);

  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/nonexistent/file", O_RDONLY, 0);
  spawn("addopen fails", &actions, NULL, "exit");
  posix_spawn_file_actions_destroy(&actions);
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, 77, 0);
  spawn("dup2 fails", &actions, NULL, "exit");
  posix_spawn_file_actions_destroy(&actions);
  printf("bad numbers: %s %s\n", name_of(posix_spawn_file_actions_addclose(&actions, -1)),
         name_of(posix_spawn_file_actions_adddup2(&actions, 0, -5)));

  char *none[] = {"none", NULL};
  pid_t pid = 0;
  finish("no such file", posix_spawn(&pid, "/nonexistent", NULL, NULL, none, environ), pid);
  finish("not a program", posix_spawn(&pid, "/dev/null", NULL, NULL, none, environ), pid);
  finish("nothing in PATH", posix_spawnp(&pid, "surely-not-there", NULL, NULL, none, environ), pid);
  finish("through a file", posix_spawn(&pid, "/dev/null/x", NULL, NULL, none, environ), pid);

  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGHUP);
  sigprocmask(SIG_BLOCK, &set, NULL);
  signal(SIGUSR1, handler);
  signal(SIGUSR2, SIG_IGN);
  signal(SIGTERM, SIG_IGN);
  spawn("signals", NULL, NULL, "signals");
  posix_spawnattr_init(&attributes);
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  posix_spawnattr_setsigmask(&attributes, &set);
  sigemptyset(&set);
  sigaddset(&set, SIGTERM);
  posix_spawnattr_setsigdefault(&attributes, &set);
  spawn("attributes without flags", NULL, &attributes, "signals");
  printf("setflags: %s\n", name_of(posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_USEVFORK)));
  spawn("with flags", NULL, &attributes, "signals");
  struct sigaction now;
  sigaction(SIGUSR1, NULL, &now);
  printf("the parent's handler is %s\n", now.sa_handler == handler ? "there" : "gone");
  printf("setflags of others: %s\n", name_of(posix_spawnattr_setflags(&attributes, 0x4000)));
  unlink(path);
  return 0;
}
