/* Process groups and sessions: who belongs to whom, who may change it, and who is hit and waited for by group. */
#include "usertests.h"

QUESTION(group_inherited, "has a child its parent's group and session?")
{
  pid_t group = getpgrp(), session = OK(getsid(0));
  EXPECT(getpid(), group);
  pid_t child = FORK();
  if (child == 0) {
    EXPECT(group, getpgrp());
    EXPECT(group, getpgid(0));
    EXPECT(session, getsid(0));
    OK(setpgid(0, 0));
    EXPECT(getpid(), getpgrp());
    EXPECT(session, getsid(0));
    _exit(0);
  }
  EXPECT_EXIT(0, child);
  EXPECT(group, getpgid(getpid()));
  EXPECT_ERRNO(ESRCH, getpgid(0x3ffffff));
  EXPECT_ERRNO(ESRCH, getsid(0x3ffffff));
}

QUESTION(join_group, "can a parent put its children into one group?")
{
  struct line go = make_line();
  pid_t children[3];
  for (int i = 0; i < 3; i++) {
    if ((children[i] = FORK()) == 0) _exit(hear(go) == '!' ? 0 : 1);
    OK(setpgid(children[i], children[0]));
    EXPECT(children[0], getpgid(children[i]));
  }
  EXPECT(getpid(), getpgrp());
  for (int i = 0; i < 3; i++) say(go, '!');
  for (int i = 0; i < 3; i++) {
    int status;
    OK(waitpid(-children[0], &status, 0));
    EXPECT(0, status);
  }
  EXPECT_ERRNO(ECHILD, waitpid(-children[0], NULL, 0));
}

QUESTION(setpgid_errors, "whose group may be changed, and to which?")
{
  struct line go = make_line(), ready = make_line();
  char number[12];
  OK(fcntl(ready.out, F_SETFD, FD_CLOEXEC));
  sprintf(number, "%d", go.in);
  EXPECT_ERRNO(EINVAL, setpgid(0, -1));
  EXPECT_ERRNO(EINVAL, setpgid(-5, 0));
  EXPECT_ERRNO(ESRCH, setpgid(getppid(), 0));
  EXPECT_ERRNO(ESRCH, setpgid(0x3ffffff, 0));
  EXPECT_ERRNO(EPERM, setpgid(0, 0x3ffffff));
  OK(setpgid(0, 0));
  pid_t changed = FORK();
  if (changed == 0) become("read-byte", number, NULL);
  hear_the_end(&ready);
  EXPECT_ERRNO(EACCES, setpgid(changed, changed));
  ready = make_line();
  pid_t leader = FORK();
  if (leader == 0) {
    OK(setsid());
    say(ready, '!');
    _exit(hear(go));
  }
  hear(ready);
  EXPECT_ERRNO(EPERM, setpgid(leader, 0));
  EXPECT_ERRNO(EPERM, setpgid(0, leader));
  say(go, 7);
  say(go, 7);
  EXPECT_EXIT(7, changed);
  EXPECT_EXIT(7, leader);
}

QUESTION(new_session, "is a new session's first process leader of everything?")
{
  pid_t session = getsid(0);
  EXPECT_ERRNO(EPERM, setsid());
  pid_t child = FORK();
  if (child == 0) {
    EXPECT(getpid(), setsid());
    EXPECT(getpid(), getpgrp());
    EXPECT(getpid(), getsid(0));
    EXPECT_ERRNO(EPERM, setsid());
    EXPECT_ERRNO(EPERM, setpgid(0, 0));
    EXPECT_ERRNO(ENXIO, open("/dev/tty", O_RDWR));
    pid_t mine = getpid(), grandchild = FORK();
    if (grandchild == 0) _exit(getsid(0) == mine && getpgrp() == mine ? 0 : 1);
    EXPECT_EXIT(0, grandchild);
    _exit(0);
  }
  EXPECT_EXIT(0, child);
  EXPECT(session, getsid(0));
}

QUESTION(kill_minus_group, "does kill(-group) hit all of a group and no other?")
{
  struct line ready = make_line(), go = make_line();
  pid_t children[6];
  for (int i = 0; i < 6; i++) {
    if ((children[i] = FORK()) == 0) {
      say(ready, '!');
      _exit(hear(go));
    }
    if (i < 4) OK(setpgid(children[i], children[0]));
  }
  for (int i = 0; i < 6; i++) hear(ready);
  OK(kill(-children[0], SIGTERM));
  for (int i = 0; i < 4; i++) EXPECT_KILLED(SIGTERM, children[i]);
  EXPECT_ERRNO(ESRCH, kill(-children[0], SIGTERM));
  for (int i = 4; i < 6; i++) say(go, 9);
  for (int i = 4; i < 6; i++) EXPECT_EXIT(9, children[i]);
}

QUESTION(wait_group, "does waitpid tell the groups of its children apart?")
{
  int status;
  pid_t own = FORK();
  if (own == 0) _exit(1);
  pid_t other = FORK();
  if (other == 0) {
    setpgid(0, 0);
    _exit(2);
  }
  setpgid(other, other);
  EXPECT(other, waitpid(-other, &status, 0));
  EXPECT(2, WEXITSTATUS(status));
  EXPECT(own, waitpid(0, &status, 0));
  EXPECT(1, WEXITSTATUS(status));
  EXPECT_ERRNO(ECHILD, waitpid(0, &status, 0));
}

QUESTION(leader_gone, "does a group outlive its leader?")
{
  struct line go = make_line();
  pid_t leader = FORK();
  if (leader == 0) _exit(hear(go));
  OK(setpgid(leader, leader));
  pid_t member = FORK();
  if (member == 0)
    for (;;) pause();
  OK(setpgid(member, leader));
  say(go, 3);
  EXPECT_EXIT(3, leader);
  EXPECT(leader, getpgid(member));
  pid_t late = FORK();
  if (late == 0)
    for (;;) pause();
  OK(setpgid(late, leader));
  OK(killpg(leader, SIGTERM));
  EXPECT_KILLED(SIGTERM, member);
  EXPECT_KILLED(SIGTERM, late);
  EXPECT_ERRNO(ESRCH, killpg(leader, SIGTERM));
}

/* A parent in a session of its own leaves a stopped child behind: the group has nobody left who would continue it. */
QUESTION(orphaned_group, "what becomes of a stopped process whose group is orphaned?")
{
  struct line news = make_line();
  pid_t parent = FORK();
  if (parent == 0) {
    int status;
    OK(setsid());
    pid_t child = FORK();
    if (child == 0) {
      OK(setpgid(0, 0));
      handle(SIGHUP, count_signal, 0);
      raise(SIGSTOP);
      say(news, caught[SIGHUP] == 1 ? 'h' : 'n');
      _exit(0);
    }
    EXPECT(child, waitpid(child, &status, WUNTRACED));
    EXPECT_TRUE(WIFSTOPPED(status));
    _exit(0);
  }
  EXPECT_EXIT(0, parent);
  EXPECT('h', hear(news));
}

QUESTION(sigtstp_orphaned, "does SIGTSTP stop a process whose group is orphaned?")
{
  pid_t child = FORK();
  if (child == 0) {
    OK(setsid());
    raise(SIGTSTP);
    _exit(8);
  }
  EXPECT_EXIT(8, child);
  int status;
  child = FORK();
  if (child == 0) {
    raise(SIGTSTP);
    _exit(9);
  }
  EXPECT(child, waitpid(child, &status, WUNTRACED));
  EXPECT(SIGTSTP, WSTOPSIG(status));
  OK(kill(child, SIGCONT));
  EXPECT_EXIT(9, child);
}
