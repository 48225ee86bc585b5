/* Scenes of job control at a terminal: the first argument says which. */
#include "scenes.h"

/* A child reads in the background, and goes on when it is in the foreground. */
static void background_read(void)
{
  pid_t child = in_group();
  if (child == 0) {
    read_line("child");
    _exit(3);
  }
  wait_for("child", child, WUNTRACED);
  bring_forward(child);
  SHOW("go on\n");
  kill(-child, SIGCONT);
  wait_for("child", child, WCONTINUED);
  wait_for("child", child, WUNTRACED);
  bring_forward(getpgrp());
  SHOW("in front again: %d\n", tcgetpgrp(0) == getpgrp());
}

/* Writing in the background stops only with TOSTOP; changing the terminal always does. */
static void background_change(void)
{
  struct termios attributes;
  tcgetattr(0, &attributes);
  for (int scene = 0; scene < 4; scene++) {
    if (scene == 1) attributes.c_lflag |= TOSTOP;
    if (scene == 2) attributes.c_lflag &= ~TOSTOP;
    tcsetattr(0, TCSANOW, &attributes);
    pid_t child = in_group();
    if (child == 0) {
      if (scene < 2) SHOW("child writes\n");
      if (scene == 2) SHOW("child changes: %s\n", result(tcsetattr(0, TCSANOW, &attributes)));
      if (scene == 3) {
        signal(SIGTTOU, SIG_IGN);
        SHOW("child that ignores SIGTTOU changes: %s\n", result(tcsetattr(0, TCSANOW, &attributes)));
      }
      _exit(scene);
    }
    if (WIFSTOPPED(wait_for("child", child, WUNTRACED))) {
      bring_forward(child);
      kill(child, SIGCONT);
      wait_for("child", child, 0);
      bring_forward(getpgrp());
    }
  }
}

/* Who ignores or blocks SIGTTIN, and whose group is orphaned, is not stopped but told. */
static void refused_read(void)
{
  for (int scene = 0; scene < 3; scene++) {
    pid_t child = in_group();
    if (child == 0) {
      sigset_t set;
      sigemptyset(&set);
      sigaddset(&set, SIGTTIN);
      if (scene == 0) signal(SIGTTIN, SIG_IGN);
      if (scene == 1) sigprocmask(SIG_BLOCK, &set, 0);
      if (scene == 2) {
        int pipe_ends[2];
        pipe(pipe_ends);
        if (fork() == 0) {
          close(pipe_ends[1]);
          read(pipe_ends[0], &scene, 1); /* until the parent is gone */
          usleep(50000); /* and has been waited for */
          struct termios attributes;
          read_line("orphan");
          tcgetattr(0, &attributes);
          SHOW("orphan changes: %s\n", result(tcsetattr(0, TCSANOW, &attributes)));
          SHOW("orphan brings itself forward: %s\n", result(tcsetpgrp(0, getpgrp())));
          kill(getpid(), SIGTSTP);
          SHOW("and cannot be stopped\n");
          _exit(0);
        }
        _exit(0);
      }
      read_line("child");
      _exit(scene);
    }
    wait_for("child", child, WUNTRACED);
  }
  usleep(100000);
}

/* SIGTTIN may be caught: without SA_RESTART the read ends. */
static void caught_read(void)
{
  pid_t child = in_group();
  if (child == 0) {
    catch(SIGTTIN, 0);
    read_line("child");
    SHOW("caught %d\n", caught);
    _exit(0);
  }
  wait_for("child", child, WUNTRACED);
}

/* ^C and ^\ end the group in the foreground, ^Z stops it, and nobody else. */
static void typed_signals(void)
{
  for (int i = 0; i < 3; i++) {
    pid_t child = in_group();
    if (child == 0) {
      SHOW("child %d\n", i);
      pause();
      _exit(7);
    }
    bring_forward(child);
    int status = wait_for("child", child, WUNTRACED);
    bring_forward(getpgrp());
    if (WIFSTOPPED(status)) {
      kill(child, SIGKILL);
      wait_for("child", child, 0);
    }
  }
}

/* A typed signal ends a read; what was typed of the line is forgotten, or not. */
static void interrupted_read(void)
{
  struct termios attributes;
  tcgetattr(0, &attributes);
  catch(SIGINT, 0);
  SHOW("type\n");
  read_line("first");
  SHOW("caught %d\n", caught);
  read_line("second");
  attributes.c_lflag |= NOFLSH;
  tcsetattr(0, TCSANOW, &attributes);
  catch(SIGINT, SA_RESTART);
  SHOW("type again\n");
  read_line("third");
}

int main(int argc, char **argv)
{
  const char *scene = argc > 1 ? argv[1] : "";
  signal(SIGTTOU, SIG_IGN); /* as shells do: they change the terminal while a child of theirs is in front */
  if (!strcmp(scene, "background-read")) background_read();
  if (!strcmp(scene, "background-change")) background_change();
  if (!strcmp(scene, "refused-read")) refused_read();
  if (!strcmp(scene, "caught-read")) caught_read();
  if (!strcmp(scene, "typed-signals")) typed_signals();
  if (!strcmp(scene, "interrupted-read")) interrupted_read();
  SHOW("end\n");
  return 0;
}
