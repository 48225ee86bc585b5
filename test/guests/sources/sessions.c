/* Scenes of process groups, sessions and the terminals they control: the first argument says which. */
#include "scenes.h"

/* The leader of the session ends: the group in the foreground is hung up, others are not. */
static void leader_ends(void)
{
  int pipe_ends[2];
  pipe(pipe_ends);
  pid_t front = in_group();
  if (front == 0) {
    close(pipe_ends[0]);
    pause();
    _exit(0);
  }
  bring_forward(front);
  if (in_group() == 0) {
    close(pipe_ends[1]);
    char byte;
    SHOW("who was in front is gone: %s\n", result(read(pipe_ends[0], &byte, 1)));
    SHOW("no terminal any more: %s", open("/dev/tty", O_RDWR) < 0 ? error() : "?");
    SHOW(", %s\n", result(tcgetpgrp(0)));
    _exit(0);
  }
  usleep(100000);
  SHOW("leader ends\n");
}

/* A group with a stopped member is orphaned by the end of its parent: SIGHUP and SIGCONT. */
static void orphaned_stopped(void)
{
  int pipe_ends[2];
  pipe(pipe_ends);
  pid_t middle = fork();
  if (middle == 0) {
    pid_t stopped = in_group();
    if (stopped == 0) {
      catch(SIGHUP, 0);
      catch(SIGCONT, 0);
      kill(getpid(), SIGSTOP);
      if (caught == 0) pause();
      usleep(50000); /* whoever waits for others says so first */
      SHOW("it goes on, and was told\n");
      _exit(0);
    }
    wait_for("grandchild", stopped, WUNTRACED);
    pid_t other = fork();
    if (other == 0) { /* of the same group, and not stopped: it is hung up, too */
      setpgid(0, stopped);
      write(pipe_ends[1], "", 1);
      pause();
      _exit(0);
    }
    char byte;
    read(pipe_ends[0], &byte, 1);
    _exit(0);
  }
  wait_for("middle", middle, 0);
  close(pipe_ends[1]);
  char byte;
  SHOW("all are gone: %s\n", result(read(pipe_ends[0], &byte, 1)));
}

static void group_errors(const char *self)
{
  SHOW("a leader of a session: %s\n", result(setpgid(0, 0)));
  SHOW("setsid: %s\n", result(setsid()));
  SHOW("nobody: %s\n", result(setpgid(999999, 0)));
  SHOW("negative: %s %s\n", result(setpgid(0, -1)), result(setpgid(-5, 0)));
  SHOW("getpgid, getsid of nobody: %s %s\n", result(getpgid(999999)), result(getsid(999999)));
  SHOW("of a negative: %s %s\n", result(getpgid(-1)), result(getsid(-1)));
  int ready[2], go[2];
  pipe(ready);
  pipe(go);
  pid_t child = fork();
  char byte;
  if (child == 0) {
    read(go[0], &byte, 1);
    SHOW("child to a group that is none: %s\n", result(setpgid(0, 999999)));
    SHOW("child moves its parent: %s\n", result(setpgid(getppid(), 0)));
    SHOW("child: group of its parent %d, session %d\n", getpgrp() == getppid(), getsid(0) == getppid());
    SHOW("child to a group of its own: %s\n", result(setpgid(0, 0)));
    SHOW("child leads its group: %d %d\n", getpgrp() == getpid(), getpgid(0) == getpid());
    SHOW("which may begin no session: %s\n", result(setsid()));
    SHOW("and back: %s\n", result(setpgid(0, getppid())));
    pid_t session = setsid();
    SHOW("now it may: %d %d %d\n", session == getpid(), getpgrp() == getpid(), getsid(0) == getpid());
    SHOW("it has no terminal: %s %s\n", open("/dev/tty", O_RDWR) < 0 ? error() : "?", result(tcgetpgrp(0)));
    SHOW("and cannot take one that is another's: %s\n", result(ioctl(0, TIOCSCTTY, 0)));
    SHOW("nor give it up: %s\n", result(ioctl(0, TIOCNOTTY, 0)));
    write(ready[1], "", 1);
    pause();
  }
  write(go[1], "", 1);
  read(ready[0], &byte, 1);
  SHOW("a child of another session: %s\n", result(setpgid(child, 0)));
  SHOW("to its group: %s\n", result(tcsetpgrp(0, child)));
  kill(child, SIGKILL);
  wait_for("child", child, 0);

  child = fork();
  if (child == 0) {
    fcntl(ready[1], F_SETFD, 0);
    dup2(ready[1], 20);
    execl(self, self, "ready", (char *)0);
    _exit(1);
  }
  read(ready[0], &byte, 1);
  SHOW("a child that runs another program: %s\n", result(setpgid(child, child)));
  kill(child, SIGKILL);
  wait_for("child", child, 0);

  child = fork();
  if (child == 0) _exit(0);
  siginfo_t info;
  waitid(P_PID, child, &info, WEXITED | WNOWAIT);
  SHOW("a zombie moves: %s", result(setpgid(child, 0)));
  SHOW(", and has a group: %d\n", getpgid(child) == child);
  wait_for("child", child, 0);
  SHOW("then no more: %s\n", result(getpgid(child)));
  SHOW("setpgrp: %s\n", result(setpgrp()));
}

static void terminal_errors(void)
{
  struct termios attributes;
  struct winsize size = {11, 22, 0, 0};
  int ends[2], fd = open("/dev/null", O_RDWR);
  pipe(ends);
  SHOW("isatty: %d %d %d\n", isatty(0), isatty(fd), isatty(ends[0]));
  SHOW("tcgetattr: %s %s %s\n", result(tcgetattr(77, &attributes)), result(tcgetattr(fd, &attributes)), result(tcgetattr(ends[0], &attributes)));
  SHOW("addresses: %s %s", result(ioctl(0, TCGETS, (void *)-16)), result(ioctl(0, TCSETS, (void *)-16)));
  SHOW(" %s %s\n", result(ioctl(0, TIOCGWINSZ, (void *)-4)), result(ioctl(0, TIOCSPGRP, (void *)-2)));
  SHOW("tcsetattr: %s\n", result(tcsetattr(0, 9, &attributes)));
  SHOW("tcflush: %s %s %s\n", result(tcflush(0, 9)), result(tcflush(0, TCIFLUSH)), result(tcflush(fd, TCIFLUSH)));
  SHOW("tcflow: %s\n", result(tcflow(0, 9)));
  SHOW("tcdrain: %s %s\n", result(tcdrain(0)), result(tcdrain(ends[1])));
  SHOW("tcsendbreak: %s\n", result(tcsendbreak(0, 0)));
  SHOW("tcsetpgrp: %s %s %s\n", result(tcsetpgrp(0, -1)), result(tcsetpgrp(0, 999999)), result(tcsetpgrp(fd, getpgrp())));
  SHOW("tcgetsid: %d %s\n", tcgetsid(0) == getsid(0), result(tcgetsid(fd)));
  SHOW("no request: %s %s\n", result(ioctl(0, 0x54ff, 0)), result(ioctl(77, TIOCGPGRP, 0)));
  SHOW("window: %s", result(ioctl(0, TIOCSWINSZ, &size)));
  size.ws_col = size.ws_row = 0;
  SHOW(" %s", result(ioctl(0, TIOCGWINSZ, &size)));
  SHOW(" %d %d\n", size.ws_row, size.ws_col);
  int count = -1;
  write(ends[1], "abc", 3);
  SHOW("FIONREAD: %s", result(ioctl(ends[0], FIONREAD, &count)));
  SHOW(" %d\n", count);
  SHOW("with nothing typed: %s", result(ioctl(0, FIONREAD, &count)));
  SHOW(" %d\n", count);
  int on = 1;
  SHOW("FIONBIO: %s", result(ioctl(0, FIONBIO, &on)));
  SHOW(" %s\n", result(read(0, &count, 1)));
  char name[100];
  SHOW("ttyname: %d %d", ttyname(0) != 0, ttyname_r(fd, name, sizeof name) == ENOTTY);
  SHOW(" %d", ttyname_r(0, name, 2) == ERANGE);
  SHOW(" %d\n", ttyname_r(77, name, sizeof name) == EBADF);
  SHOW("by its name: %d\n", open(ttyname(0), O_RDWR) >= 0);
  SHOW("ctermid: %s\n", ctermid(0));
  SHOW("take it again: %s\n", result(ioctl(0, TIOCSCTTY, 0)));
}

/* A session of its own takes a terminal that nobody has by opening it, unless it says O_NOCTTY. */
static void new_session(void)
{
  char name[100];
  ttyname_r(0, name, sizeof name);
  signal(SIGHUP, SIG_IGN);
  signal(SIGCONT, SIG_IGN);
  SHOW("given up: %s\n", result(ioctl(0, TIOCNOTTY, 0)));
  SHOW("not ours: %s %s\n", result(tcgetpgrp(0)), open("/dev/tty", O_RDWR) < 0 ? error() : "?");
  pid_t child = fork();
  if (child == 0) {
    SHOW("opened by who leads no session: %d\n", open(name, O_RDWR) >= 0);
    SHOW("not ours: %s\n", result(tcgetpgrp(0)));
    setsid();
    open(name, O_RDWR | O_NOCTTY);
    SHOW("with O_NOCTTY: %s\n", result(tcgetpgrp(0)));
    open(name, O_RDWR);
    SHOW("without: %d %d\n", tcgetpgrp(0) == getpgrp(), tcgetsid(0) == getpid());
    SHOW("and by /dev/tty: %d\n", open("/dev/tty", O_RDWR) >= 0);
    _exit(0);
  }
  wait_for("child", child, 0);
  SHOW("free again: %s", result(ioctl(0, TIOCSCTTY, 0)));
  SHOW(" %d\n", tcgetpgrp(0) == getpgrp());
}

static void window(void)
{
  struct winsize size = {0};
  SHOW("%s", result(ioctl(1, TIOCGWINSZ, &size)));
  SHOW(" %d %d\n", size.ws_row, size.ws_col);
}

int main(int argc, char **argv)
{
  const char *scene = argc > 1 ? argv[1] : "";
  if (!strcmp(scene, "ready")) write(20, "", 1), pause();
  signal(SIGTTOU, SIG_IGN); /* as shells do: they change the terminal while a child of theirs is in front */
  if (!strcmp(scene, "leader-ends")) leader_ends();
  if (!strcmp(scene, "orphaned-stopped")) orphaned_stopped();
  if (!strcmp(scene, "group-errors")) group_errors(argv[0]);
  if (!strcmp(scene, "terminal-errors")) terminal_errors();
  if (!strcmp(scene, "new-session")) new_session();
  if (!strcmp(scene, "window")) window();
  SHOW("end\n");
  return 0;
}
