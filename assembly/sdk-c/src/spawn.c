/*
 * posix_spawn (POSIX.1-2024): a child that runs another program, without a copy of its parent.
 *
 * The child is one of vfork: it runs in the parent's memory until its exec, and may write nothing but its own stack frame. So
 * all that it does leaves errno as it was; what failed it says in a variable of that frame. RATIONALE.md says why not fork.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <wasi/api.h>
#include <wasi/libc-environ.h>

#include <prong/syscalls.h>

#include "exec.h"
#include "spawn-actions.h"

static int open_as(const struct __spawn_action *action)
{
  int opened = __prong_openat(AT_FDCWD, action->path, strlen(action->path), action->flags, (int)action->mode);
  if (opened < 0 || opened == action->fd) return opened;
  int error = __prong_dup3(opened, action->fd, action->flags & O_CLOEXEC);
  (void)__wasi_fd_close((__wasi_fd_t)opened);
  return error;
}

/* A descriptor that is made to name itself is kept over exec (POSIX.1-2024). */
static int duplicate(const struct __spawn_action *action)
{
  if (action->from != action->fd) return __prong_dup3(action->from, action->fd, 0);
  int flags = __prong_fcntl(action->fd, F_GETFD, 0);
  return flags < 0 ? flags : __prong_fcntl(action->fd, F_SETFD, flags & ~FD_CLOEXEC);
}

static int close_from(int fd)
{
  long limit = sysconf(_SC_OPEN_MAX);
  for (; fd < limit; fd++) (void)__wasi_fd_close((__wasi_fd_t)fd);
  return 0;
}

static int act(const struct __spawn_action *action)
{
  switch (action->kind) {
  case SPAWN_OPEN: return open_as(action);
  case SPAWN_CLOSE: (void)__wasi_fd_close((__wasi_fd_t)action->fd); return 0; /* one that is not open is no error (glibc) */
  case SPAWN_DUP2: return duplicate(action);
  case SPAWN_CHDIR: return __prong_chdir(action->path, strlen(action->path));
  case SPAWN_FCHDIR: return __prong_fchdir(action->fd);
  default: return close_from(action->fd);
  }
}

/* What has a handler, or is asked for, is done by default; what is ignored stays so. */
static void reset_signals(const posix_spawnattr_t *attributes)
{
  struct sigaction by_default;
  memset(&by_default, 0, sizeof by_default);
  by_default.sa_handler = SIG_DFL;
  for (int signal = 1; signal < NSIG; signal++) {
    struct sigaction now;
    if (signal == SIGKILL || signal == SIGSTOP || __prong_sigaction(signal, NULL, &now) < 0 || now.sa_handler == SIG_DFL) continue;
    int wanted = (attributes->__flags & POSIX_SPAWN_SETSIGDEF) && sigismember(&attributes->__defaults, signal) == 1;
    if (wanted || now.sa_handler != SIG_IGN) __prong_sigaction(signal, &by_default, NULL);
  }
}

/* As the kernel answers, errno left alone. */
static int bare(int answered, int errno_before)
{
  if (answered >= 0) return answered;
  int error = errno;
  errno = errno_before;
  return -error;
}

/* All that comes before exec, in the order of POSIX; answers 0 or -errno. */
static int prepare_child(const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *attributes, const sigset_t *mask)
{
  int error = 0, before = errno;
  reset_signals(attributes);
  if (attributes->__flags & POSIX_SPAWN_SETSID) error = bare(setsid(), before);
  if (error >= 0 && (attributes->__flags & POSIX_SPAWN_SETPGROUP)) error = bare(setpgid(0, attributes->__group), before);
  if (error >= 0 && (attributes->__flags & POSIX_SPAWN_RESETIDS)) error = bare(setegid(getgid()), before);
  if (error >= 0 && (attributes->__flags & POSIX_SPAWN_RESETIDS)) error = bare(seteuid(getuid()), before);
  for (const struct __spawn_action *each = actions ? actions->__first : NULL; each && error >= 0; each = each->next) error = act(each);
  if (error < 0) return error;
  const sigset_t *wanted = attributes->__flags & POSIX_SPAWN_SETSIGMASK ? &attributes->__mask : mask;
  return __prong_sigprocmask(SIG_SETMASK, (void *)wanted, NULL);
}

/*
 * Starts a program. Answers 0, or an errno when the child could not be made, or one of the actions, or exec, failed: then
 * there is no child left. Signals wait meanwhile, so that no handler runs in the child. Handlers of pthread_atfork do not run.
 *
 * `search`: the file is looked for in PATH, as posix_spawnp does.
 */
static int spawn(pid_t *made, const char *file, int search, const posix_spawn_file_actions_t *actions,
                 const posix_spawnattr_t *attributes, char *const argv[], char *const envp[])
{
  static const posix_spawnattr_t NONE;
  if (!attributes) attributes = &NONE;
  const char *directories = search ? getenv("PATH") : NULL;
  volatile int failed = 0;
  sigset_t all, before;
  sigfillset(&all);
  __prong_sigprocmask(SIG_BLOCK, &all, &before);
  int pid = __prong_vfork();
  if (pid == 0) {
    int error = prepare_child(actions, attributes, &before);
    if (error >= 0) error = search ? __prong_run_found(file, directories, argv, envp) : __prong_run(file, argv, envp);
    failed = -error;
    __wasi_proc_exit(127);
  }
  int error = pid < 0 ? -pid : failed;
  if (pid > 0 && error) {
    while (__prong_wait4(pid, NULL, 0, NULL) == -EINTR) continue;
  } else if (pid > 0 && made) *made = pid;
  __prong_sigprocmask(SIG_SETMASK, &before, NULL);
  return error;
}

int posix_spawn(pid_t *restrict pid, const char *restrict path, const posix_spawn_file_actions_t *actions,
                const posix_spawnattr_t *restrict attributes, char *const argv[restrict], char *const envp[restrict])
{
  return spawn(pid, path, 0, actions, attributes, argv, envp);
}

int posix_spawnp(pid_t *restrict pid, const char *restrict file, const posix_spawn_file_actions_t *actions,
                 const posix_spawnattr_t *restrict attributes, char *const argv[restrict], char *const envp[restrict])
{
  return spawn(pid, file, 1, actions, attributes, argv, envp);
}
