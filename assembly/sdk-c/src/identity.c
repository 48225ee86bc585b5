/* Whose a process is, and what the system is called. */
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "answer.h"

struct ids {
  int real, effective, saved;
};

static struct ids user(void)
{
  struct ids ids;
  __prong_getresuid(&ids.real, &ids.effective, &ids.saved);
  return ids;
}

static struct ids group(void)
{
  struct ids ids;
  __prong_getresgid(&ids.real, &ids.effective, &ids.saved);
  return ids;
}

uid_t getuid(void) { return user().real; }
uid_t geteuid(void) { return user().effective; }
gid_t getgid(void) { return group().real; }
gid_t getegid(void) { return group().effective; }

int getresuid(uid_t *real, uid_t *effective, uid_t *saved)
{
  return answer(__prong_getresuid((int *)real, (int *)effective, (int *)saved));
}

int getresgid(gid_t *real, gid_t *effective, gid_t *saved)
{
  return answer(__prong_getresgid((int *)real, (int *)effective, (int *)saved));
}

int setresuid(uid_t real, uid_t effective, uid_t saved) { return answer(__prong_setresuid(real, effective, saved)); }
int setresgid(gid_t real, gid_t effective, gid_t saved) { return answer(__prong_setresgid(real, effective, saved)); }
int setreuid(uid_t real, uid_t effective) { return setresuid(real, effective, -1); }
int setregid(gid_t real, gid_t effective) { return setresgid(real, effective, -1); }

/* There is no user and no group -1. Root changes all three. */
int setuid(uid_t id)
{
  uid_t others = geteuid() == 0 ? id : (uid_t)-1;
  return id == (uid_t)-1 ? answer(-EINVAL) : setresuid(others, id, others);
}

int setgid(gid_t id)
{
  gid_t others = geteuid() == 0 ? id : (gid_t)-1;
  return id == (gid_t)-1 ? answer(-EINVAL) : setresgid(others, id, others);
}

int seteuid(uid_t id) { return id == (uid_t)-1 ? answer(-EINVAL) : setresuid(-1, id, -1); }
int setegid(gid_t id) { return id == (gid_t)-1 ? answer(-EINVAL) : setresgid(-1, id, -1); }

int getgroups(int room, gid_t groups[]) { return answer(__prong_getgroups(room, (int *)groups)); }
int setgroups(size_t count, const gid_t *groups) { return answer(__prong_setgroups(count, (int *)groups)); }

/* No program here runs as somebody else than who started it. */
int issetugid(void) { return 0; }

int uname(struct utsname *names) { return answer(__prong_uname(names)); }

/* A name that does not fit is cut off, and ENAMETOOLONG as in glibc. */
static int copy_name(const char *name, char *buffer, size_t size)
{
  size_t length = strlen(name) + 1;
  memcpy(buffer, name, length < size ? length : size);
  return length <= size ? 0 : answer(-ENAMETOOLONG);
}

int gethostname(char *buffer, size_t size)
{
  struct utsname names;
  return uname(&names) < 0 ? -1 : copy_name(names.nodename, buffer, size);
}

int getdomainname(char *buffer, size_t size)
{
  static const char none[] = "(none)";
  if (size < sizeof none) return answer(-EINVAL);
  memcpy(buffer, none, sizeof none);
  return 0;
}

int sethostname(const char *name, size_t length)
{
  (void)name;
  (void)length;
  return answer(-EPERM);
}
