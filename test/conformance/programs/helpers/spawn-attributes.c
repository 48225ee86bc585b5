/* posix_spawnattr: POSIX_SPAWN_SETPGROUP, SETSIGMASK, SETSIGDEF, SETSID and RESETIDS. */
#include "../facts.h"
#include <spawn.h>

extern char **environ;

static const char *disposition(int number)
{
  struct sigaction action;
  sigaction(number, NULL, &action);
  return action.sa_handler == SIG_IGN ? "ignored" : "default";
}

int main(int argc, char *argv[])
{
  sigset_t set;
  if (argc > 1) {
    sigprocmask(SIG_BLOCK, NULL, &set);
    say("%s: leads its group: %s, its session: %s", argv[1], yes(getpgrp() == getpid()), yes(getsid(0) == getpid()));
    say("  SIGUSR1 blocked: %s, SIGUSR2 blocked: %s, SIGHUP %s, SIGTERM %s", yes(sigismember(&set, SIGUSR1)),
        yes(sigismember(&set, SIGUSR2)), disposition(SIGHUP), disposition(SIGTERM));
    return 0;
  }
  signal(SIGHUP, SIG_IGN);
  signal(SIGTERM, SIG_IGN);
  mask_signal(SIG_BLOCK, SIGUSR1);
  const char *names[] = { "nothing", "POSIX_SPAWN_SETPGROUP", "POSIX_SPAWN_SETSIGMASK", "POSIX_SPAWN_SETSIGDEF",
                          "POSIX_SPAWN_SETSID", "POSIX_SPAWN_RESETIDS" };
  short flags[] = { 0, POSIX_SPAWN_SETPGROUP, POSIX_SPAWN_SETSIGMASK, POSIX_SPAWN_SETSIGDEF, POSIX_SPAWN_SETSID,
                    POSIX_SPAWN_RESETIDS };
  for (int i = 0; i < 6; i++) {
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, flags[i]);
    posix_spawnattr_setpgroup(&attributes, 0);
    sigemptyset(&set);
    sigaddset(&set, SIGUSR2);
    posix_spawnattr_setsigmask(&attributes, &set);
    sigemptyset(&set);
    sigaddset(&set, SIGHUP);
    posix_spawnattr_setsigdefault(&attributes, &set);
    char *const list[] = { argv[0], (char *)names[i], NULL };
    pid_t child;
    int error = posix_spawn(&child, argv[0], NULL, &attributes, list, environ);
    if (error != 0) say("%s: %s", names[i], error_name(error));
    else reap(child);
    posix_spawnattr_destroy(&attributes);
  }
  return 0;
}
