/* What posix_spawn is told to do in the child: lists of file actions, and attributes. */
#include <errno.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "spawn-actions.h"

#define ALL_FLAGS                                                                                  \
  (POSIX_SPAWN_RESETIDS | POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | \
   POSIX_SPAWN_USEVFORK | POSIX_SPAWN_SETSID)

int posix_spawn_file_actions_init(posix_spawn_file_actions_t *actions)
{
  *actions = (posix_spawn_file_actions_t){0};
  return 0;
}

int posix_spawn_file_actions_destroy(posix_spawn_file_actions_t *actions)
{
  for (struct __spawn_action *next, *each = actions->__first; each; each = next) {
    next = each->next;
    free(each);
  }
  return posix_spawn_file_actions_init(actions);
}

/* Could a descriptor ever have this number? */
static int is_possible(int fd)
{
  long limit = sysconf(_SC_OPEN_MAX);
  return fd >= 0 && (limit < 0 || fd < limit);
}

/* - ENOMEM  there is no memory to remember it */
static int add_action(posix_spawn_file_actions_t *actions, struct __spawn_action action, const char *path)
{
  size_t length = path ? strlen(path) + 1 : 0;
  struct __spawn_action *made = malloc(sizeof *made + length);
  if (!made) return ENOMEM;
  *made = action;
  made->next = NULL;
  if (path) memcpy(made->path, path, length);
  *(actions->__last ? &actions->__last->next : &actions->__first) = made;
  actions->__last = made;
  return 0;
}

/* - EBADF  the number is negative, or not below the limit on descriptors: of this and the next ones */
int posix_spawn_file_actions_addopen(posix_spawn_file_actions_t *restrict actions, int fd, const char *restrict path, int flags,
                                     mode_t mode)
{
  if (!is_possible(fd)) return EBADF;
  return add_action(actions, (struct __spawn_action){.kind = SPAWN_OPEN, .fd = fd, .flags = flags, .mode = mode}, path);
}

int posix_spawn_file_actions_addclose(posix_spawn_file_actions_t *actions, int fd)
{
  if (!is_possible(fd)) return EBADF;
  return add_action(actions, (struct __spawn_action){.kind = SPAWN_CLOSE, .fd = fd}, NULL);
}

int posix_spawn_file_actions_adddup2(posix_spawn_file_actions_t *actions, int from, int fd)
{
  if (!is_possible(from) || !is_possible(fd)) return EBADF;
  return add_action(actions, (struct __spawn_action){.kind = SPAWN_DUP2, .from = from, .fd = fd}, NULL);
}

int posix_spawn_file_actions_addchdir(posix_spawn_file_actions_t *restrict actions, const char *restrict path)
{
  return add_action(actions, (struct __spawn_action){.kind = SPAWN_CHDIR}, path);
}

int posix_spawn_file_actions_addfchdir(posix_spawn_file_actions_t *actions, int fd)
{
  if (!is_possible(fd)) return EBADF;
  return add_action(actions, (struct __spawn_action){.kind = SPAWN_FCHDIR, .fd = fd}, NULL);
}

int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int fd)
{
  if (!is_possible(fd)) return EBADF;
  return add_action(actions, (struct __spawn_action){.kind = SPAWN_CLOSE_FROM, .fd = fd}, NULL);
}

int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *restrict actions, const char *restrict path)
{
  return posix_spawn_file_actions_addchdir(actions, path);
}

int posix_spawn_file_actions_addfchdir_np(posix_spawn_file_actions_t *actions, int fd)
{
  return posix_spawn_file_actions_addfchdir(actions, fd);
}

int posix_spawnattr_init(posix_spawnattr_t *attributes)
{
  memset(attributes, 0, sizeof *attributes);
  return 0;
}

int posix_spawnattr_destroy(posix_spawnattr_t *attributes)
{
  (void)attributes;
  return 0;
}

int posix_spawnattr_getflags(const posix_spawnattr_t *restrict attributes, short *restrict flags)
{
  *flags = attributes->__flags;
  return 0;
}

/* - EINVAL  a flag that there is not */
int posix_spawnattr_setflags(posix_spawnattr_t *attributes, short flags)
{
  if (flags & ~ALL_FLAGS) return EINVAL;
  attributes->__flags = flags;
  return 0;
}

int posix_spawnattr_getpgroup(const posix_spawnattr_t *restrict attributes, pid_t *restrict group)
{
  *group = attributes->__group;
  return 0;
}

int posix_spawnattr_setpgroup(posix_spawnattr_t *attributes, pid_t group)
{
  attributes->__group = group;
  return 0;
}

int posix_spawnattr_getsigdefault(const posix_spawnattr_t *restrict attributes, sigset_t *restrict defaults)
{
  *defaults = attributes->__defaults;
  return 0;
}

int posix_spawnattr_setsigdefault(posix_spawnattr_t *restrict attributes, const sigset_t *restrict defaults)
{
  attributes->__defaults = *defaults;
  return 0;
}

int posix_spawnattr_getsigmask(const posix_spawnattr_t *restrict attributes, sigset_t *restrict mask)
{
  *mask = attributes->__mask;
  return 0;
}

int posix_spawnattr_setsigmask(posix_spawnattr_t *restrict attributes, const sigset_t *restrict mask)
{
  attributes->__mask = *mask;
  return 0;
}
