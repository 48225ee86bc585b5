/*
 * Users and groups: the lines of /etc/passwd and /etc/group where the world has such files, else those of its one user, and root.
 * A line is read into a buffer and cut into fields there; all functions are made of that.
 */
#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "answer.h"

#define LINE_SIZE 4096
#define MEMBERS_MAX 256
static const char BUILT_IN_USERS[] = "root:x:0:0:root:/:/bin/sh\nuser:x:1000:1000:user:/:/bin/sh\n";
static const char BUILT_IN_GROUPS[] = "root:x:0:\nuser:x:1000:\n";

/* Where a walk through a table is: in a file, or in the lines that stand in for it. */
struct table {
  FILE *file;
  const char *rest;
};

static void open_table(struct table *table, const char *path, const char *built_in)
{
  int saved = errno;
  table->file = fopen(path, "re");
  table->rest = table->file ? NULL : built_in;
  errno = saved;
}

static void close_table(struct table *table)
{
  if (table->file) fclose(table->file);
  *table = (struct table){0};
}

/* The next line without its newline, or 0; a line that is too long is left out. */
static int next_line(struct table *table, char *line)
{
  if (table->rest) {
    size_t length = strcspn(table->rest, "\n");
    if (length == 0) return 0;
    memcpy(line, table->rest, length);
    line[length] = '\0';
    table->rest += length + 1;
    return 1;
  }
  while (table->file && fgets(line, LINE_SIZE, table->file)) {
    size_t length = strcspn(line, "\n");
    if (line[length] == '\n' || feof(table->file)) {
      line[length] = '\0';
      return 1;
    }
    int byte;
    while ((byte = getc(table->file)) != EOF && byte != '\n') {}
  }
  return 0;
}

/* Cuts the next field off; NULL where there is none. */
static char *cut(char **rest, char separator)
{
  char *field = *rest;
  if (!field) return NULL;
  char *end = strchr(field, separator);
  if (end) *end++ = '\0';
  *rest = end;
  return field;
}

static int read_id(const char *text, unsigned *id)
{
  char *end;
  if (!text || *text < '0' || *text > '9') return 0;
  *id = strtoul(text, &end, 10);
  return *end == '\0';
}

static int parse_user(char *line, struct passwd *user)
{
  char *rest = line;
  user->pw_name = cut(&rest, ':');
  user->pw_passwd = cut(&rest, ':');
  int known = read_id(cut(&rest, ':'), &user->pw_uid);
  known &= read_id(cut(&rest, ':'), &user->pw_gid);
  user->pw_gecos = cut(&rest, ':');
  user->pw_dir = cut(&rest, ':');
  user->pw_shell = cut(&rest, ':');
  return known && user->pw_shell && *user->pw_name;
}

/* The members' addresses are put into `members`, of which there are `room`. -1: there are more. */
static int parse_group(char *line, struct group *group, char **members, size_t room)
{
  char *rest = line;
  group->gr_name = cut(&rest, ':');
  group->gr_passwd = cut(&rest, ':');
  int known = read_id(cut(&rest, ':'), &group->gr_gid);
  if (!known || !rest || !*group->gr_name) return 0;
  size_t count = 0;
  for (char *member = cut(&rest, ','); member && *member; member = cut(&rest, ',')) {
    if (count + 1 >= room) return -1;
    members[count++] = member;
  }
  if (room == 0) return -1;
  members[count] = NULL;
  group->gr_mem = members;
  return 1;
}

static struct table users, groups;
void setpwent(void) { close_table(&users); }
void endpwent(void) { close_table(&users); }
void setgrent(void) { close_table(&groups); }
void endgrent(void) { close_table(&groups); }

static int next_user(struct table *table, char *line, struct passwd *user)
{
  while (next_line(table, line))
    if (parse_user(line, user)) return 1;
  return 0;
}

static int next_group(struct table *table, char *line, struct group *group, char **members, size_t room)
{
  while (next_line(table, line))
    if (parse_group(line, group, members, room) > 0) return 1;
  return 0;
}

static char user_line[LINE_SIZE], group_line[LINE_SIZE], *group_members[MEMBERS_MAX];
static struct passwd last_user;
static struct group last_group;

struct passwd *getpwent(void)
{
  if (!users.file && !users.rest) open_table(&users, "/etc/passwd", BUILT_IN_USERS);
  return next_user(&users, user_line, &last_user) ? &last_user : NULL;
}

struct group *getgrent(void)
{
  if (!groups.file && !groups.rest) open_table(&groups, "/etc/group", BUILT_IN_GROUPS);
  return next_group(&groups, group_line, &last_group, group_members, MEMBERS_MAX) ? &last_group : NULL;
}

/* By name, or by id where that is NULL. */
static int find_user(const char *name, uid_t id, char *line, struct passwd *user)
{
  struct table table;
  open_table(&table, "/etc/passwd", BUILT_IN_USERS);
  int found = 0;
  while (!found && next_user(&table, line, user))
    found = name ? strcmp(user->pw_name, name) == 0 : user->pw_uid == id;
  close_table(&table);
  return found;
}

static int find_group(const char *name, gid_t id, char *line, struct group *group, char **members, size_t room)
{
  struct table table;
  open_table(&table, "/etc/group", BUILT_IN_GROUPS);
  int found = 0;
  while (!found && next_group(&table, line, group, members, room))
    found = name ? strcmp(group->gr_name, name) == 0 : group->gr_gid == id;
  close_table(&table);
  return found;
}

struct passwd *getpwnam(const char *name) { return find_user(name, 0, user_line, &last_user) ? &last_user : NULL; }
struct passwd *getpwuid(uid_t id) { return find_user(NULL, id, user_line, &last_user) ? &last_user : NULL; }

struct group *getgrnam(const char *name)
{
  return find_group(name, 0, group_line, &last_group, group_members, MEMBERS_MAX) ? &last_group : NULL;
}

struct group *getgrgid(gid_t id)
{
  return find_group(NULL, id, group_line, &last_group, group_members, MEMBERS_MAX) ? &last_group : NULL;
}

static char *copy_text(const char *text, char **buffer, size_t *room)
{
  size_t length = strlen(text) + 1;
  if (length > *room) return NULL;
  char *copy = memcpy(*buffer, text, length);
  *buffer += length;
  *room -= length;
  return copy;
}

/* These answer the error itself; somebody who is not there is no error. */
static int find_user_into(const char *name, uid_t id, struct passwd *user, char *buffer, size_t room, struct passwd **result)
{
  char line[LINE_SIZE];
  *result = NULL;
  if (!find_user(name, id, line, user)) return 0;
  char **fields[] = {&user->pw_name, &user->pw_passwd, &user->pw_gecos, &user->pw_dir, &user->pw_shell};
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
    if (!(*fields[i] = copy_text(*fields[i], &buffer, &room))) return ERANGE;
  *result = user;
  return 0;
}

static int find_group_into(const char *name, gid_t id, struct group *group, char *buffer, size_t room, struct group **result)
{
  char line[LINE_SIZE];
  char *members[MEMBERS_MAX];
  *result = NULL;
  if (!find_group(name, id, line, group, members, MEMBERS_MAX)) return 0;
  size_t count = 0;
  while (members[count]) count++;
  size_t padding = -(size_t)buffer % sizeof(char *);
  size_t pointers = (count + 1) * sizeof(char *);
  if (padding + pointers > room) return ERANGE;
  group->gr_mem = (char **)(buffer + padding);
  buffer += padding + pointers;
  room -= padding + pointers;
  if (!(group->gr_name = copy_text(group->gr_name, &buffer, &room))) return ERANGE;
  if (!(group->gr_passwd = copy_text(group->gr_passwd, &buffer, &room))) return ERANGE;
  for (size_t i = 0; i < count; i++)
    if (!(group->gr_mem[i] = copy_text(members[i], &buffer, &room))) return ERANGE;
  group->gr_mem[count] = NULL;
  *result = group;
  return 0;
}

int getpwnam_r(const char *name, struct passwd *user, char *buffer, size_t room, struct passwd **result)
{
  return find_user_into(name, 0, user, buffer, room, result);
}

int getpwuid_r(uid_t id, struct passwd *user, char *buffer, size_t room, struct passwd **result)
{
  return find_user_into(NULL, id, user, buffer, room, result);
}

int getgrnam_r(const char *name, struct group *group, char *buffer, size_t room, struct group **result)
{
  return find_group_into(name, 0, group, buffer, room, result);
}

int getgrgid_r(gid_t id, struct group *group, char *buffer, size_t room, struct group **result)
{
  return find_group_into(NULL, id, group, buffer, room, result);
}

/* The groups of a user: the given one first. Answers how many, -1 where there is room for less. */
int getgrouplist(const char *name, gid_t first, gid_t *found, int *count)
{
  int room = *count, next = 0;
  if (next < room) found[next] = first;
  next++;
  char line[LINE_SIZE];
  char *members[MEMBERS_MAX];
  struct group group;
  struct table table;
  open_table(&table, "/etc/group", BUILT_IN_GROUPS);
  while (next_group(&table, line, &group, members, MEMBERS_MAX)) {
    if (group.gr_gid == first) continue;
    for (char **member = members; *member; member++) {
      if (strcmp(*member, name) != 0) continue;
      if (next < room) found[next] = group.gr_gid;
      next++;
      break;
    }
  }
  close_table(&table);
  *count = next;
  return next > room ? -1 : next;
}

int initgroups(const char *name, gid_t first)
{
  gid_t found[32];
  int count = sizeof found / sizeof *found;
  if (getgrouplist(name, first, found, &count) < 0) count = sizeof found / sizeof *found;
  return setgroups(count, found);
}

char *getlogin(void)
{
  struct passwd *user = getpwuid(getuid());
  return user ? user->pw_name : NULL;
}

int getlogin_r(char *buffer, size_t size)
{
  const char *name = getlogin();
  if (!name) return ENXIO;
  if (strlen(name) >= size) return ERANGE;
  strcpy(buffer, name);
  return 0;
}
