/* posix_spawn_file_actions: open, close, dup2, chdir and fchdir are done in the child, in order; a failing one ends it. */
#include "../facts.h"
#include <fcntl.h>
#include <spawn.h>
#include <sys/stat.h>

#ifdef __GLIBC__ /* its name until POSIX.1-2024 had one */
#define posix_spawn_file_actions_addchdir posix_spawn_file_actions_addchdir_np
#endif

extern char **environ;

int main(int argc, char *argv[])
{
  if (argc > 1) {
    char path[1024], text[16] = "";
    int count = read(0, text, 15);
    say("input: %d \"%s\"", count, text);
    say_result("descriptor 8", fcntl(8, F_GETFD));
    say_result("descriptor 9", fcntl(9, F_GETFD));
    say("directory: %s", strrchr(getcwd(path, sizeof path), '/') + 1);
    return 0;
  }
  mkdir("folder", 0700);
  int file = open("input", O_CREAT | O_RDWR, 0600);
  write(file, "from a file", 11);
  dup2(file, 8);
  int ends[2];
  pipe(ends);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  say("addopen: %s", error_name(posix_spawn_file_actions_addopen(&actions, 0, "input", O_RDONLY, 0)));
  say("addclose: %s", error_name(posix_spawn_file_actions_addclose(&actions, 8)));
  say("adddup2: %s", error_name(posix_spawn_file_actions_adddup2(&actions, ends[1], 1)));
  say("adddup2: %s", error_name(posix_spawn_file_actions_adddup2(&actions, 1, 9)));
  say("addclose: %s", error_name(posix_spawn_file_actions_addclose(&actions, ends[1])));
  say("addchdir: %s", error_name(posix_spawn_file_actions_addchdir(&actions, "folder")));
  say("addclose of a negative one: %s", error_name(posix_spawn_file_actions_addclose(&actions, -1)));
  char program[1200], path[1024];
  snprintf(program, sizeof program, "%s/%s", argv[0][0] == '/' ? "" : getcwd(path, sizeof path), argv[0]);
  char *const list[] = { argv[0], "again", NULL };
  pid_t child;
  say("posix_spawn: %s", error_name(posix_spawn(&child, program, &actions, NULL, list, environ)));
  close(ends[1]);
  char text[512];
  for (int count; (count = read(ends[0], text, sizeof text)) > 0;) write(1, text, count);
  await("child", child);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, 77, 1);
  int error = posix_spawn(&child, program, &actions, NULL, list, environ);
  if (error == 0) await("an action that fails", child);
  else say("an action that fails: %s", error_name(error));
  return 0;
}
