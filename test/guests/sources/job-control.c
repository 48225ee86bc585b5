/* Scenes of process groups, sessions and job control at a terminal: the first argument says which. No pid is shown. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#define SHOW(...) dprintf(1, __VA_ARGS__)

static const char *error(void)
{
  static const struct { int number; const char *name; } NAMES[] = {
    {EPERM, "EPERM"}, {ESRCH, "ESRCH"}, {EINVAL, "EINVAL"}, {EACCES, "EACCES"}, {ENOTTY, "ENOTTY"}, {EIO, "EIO"},
    {EINTR, "EINTR"}, {EBADF, "EBADF"}, {EFAULT, "EFAULT"}, {ENXIO, "ENXIO"}, {ERANGE, "ERANGE"}, {EAGAIN, "EAGAIN"},
  };
  for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) if (NAMES[i].number == errno) return NAMES[i].name;
  return "another error";
}

/* What a call answered: 0, a number, or the name of its error. */
static const char *result(long answer)
{
  static char text[4][24];
  static int next;
  char *here = text[next++ & 3];
  if (answer < 0) return error();
  sprintf(here, "%ld", answer);
  return here;
}

static void show_status(const char *who, int status)
{
  if (WIFEXITED(status)) SHOW("%s exited with %d\n", who, WEXITSTATUS(status));
  else if (WIFSIGNALED(status)) SHOW("%s was killed by %d\n", who, WTERMSIG(status));
  else if (WIFSTOPPED(status)) SHOW("%s was stopped by %d\n", who, WSTOPSIG(status));
  else if (WIFCONTINUED(status)) SHOW("%s goes on\n", who);
}

static int wait_for(const char *who, pid_t pid, int options)
{
  int status = 0;
  if (waitpid(pid, &status, options) < 0) SHOW("waiting for %s: %s\n", who, error());
  show_status(who, status);
  return status;
}

static void read_line(const char *who)
{
  char line[100];
  ssize_t count = read(0, line, sizeof line);
  if (count < 0) SHOW("%s: %s\n", who, error());
  else SHOW("%s read %d: %.*s", who, (int)count, (int)count, line);
}

/* A child in a group of its own: both sides make it, as shells do. */
static pid_t in_group(void)
{
  pid_t child = fork();
  if (child == 0) {
    setpgid(0, 0);
    signal(SIGTTOU, SIG_DFL);
  }
  else setpgid(child, child);
  return child;
}

static int caught;
static void note(int signal) { caught = signal; }

static void catch(int signal, int flags)
{
  struct sigaction action = {0};
  action.sa_handler = note;
  action.sa_flags = flags;
  sigaction(signal, &action, 0);
}

static void bring_forward(pid_t group)
{
  if (tcsetpgrp(0, group) < 0) SHOW("tcsetpgrp: %s\n", error());
}

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
  SHOW("tcflush: %s %s %s\n", result(tcflush(0, 9)), result(tcflush(0, TCIOFLUSH)), result(tcflush(fd, TCIFLUSH)));
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

int main(int argc, char **argv)
{
  const char *scene = argc > 1 ? argv[1] : "";
  if (!strcmp(scene, "ready")) write(20, "", 1), pause();
  signal(SIGTTOU, SIG_IGN); /* as shells do: they change the terminal while a child of theirs is in front */
  if (!strcmp(scene, "background-read")) background_read();
  if (!strcmp(scene, "typed-signals")) typed_signals();
  if (!strcmp(scene, "leader-ends")) leader_ends();
  if (!strcmp(scene, "background-change")) background_change();
  if (!strcmp(scene, "refused-read")) refused_read();
  if (!strcmp(scene, "caught-read")) caught_read();
  if (!strcmp(scene, "interrupted-read")) interrupted_read();
  if (!strcmp(scene, "orphaned-stopped")) orphaned_stopped();
  if (!strcmp(scene, "group-errors")) group_errors(argv[0]);
  if (!strcmp(scene, "terminal-errors")) terminal_errors();
  if (!strcmp(scene, "new-session")) new_session();
  SHOW("end\n");
  return 0;
}
