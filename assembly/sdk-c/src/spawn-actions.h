/* One file action of posix_spawn. */
#ifndef PRONG_SPAWN_ACTIONS_H
#define PRONG_SPAWN_ACTIONS_H

#include <spawn.h>

enum { SPAWN_OPEN, SPAWN_CLOSE, SPAWN_DUP2, SPAWN_CHDIR, SPAWN_FCHDIR, SPAWN_CLOSE_FROM };

struct __spawn_action {
  struct __spawn_action *next;
  int kind;
  int fd, from, flags;
  mode_t mode;
  char path[];
};

#endif
