/* Redirections: done for good in a child, done and taken back in the shell itself. */

/* A descriptor as it was before. */
struct saved {
  struct saved *older;
  int fd, copy; /* copy: -1 where it was closed */
};

enum { ABOVE_USERS = 10, HERE_IN_PIPE = 4096 };

static void save(struct saved **list, int fd)
{
  struct saved *saved = keep(sizeof *saved);
  saved->fd = fd;
  saved->copy = fcntl(fd, F_DUPFD_CLOEXEC, ABOVE_USERS);
  saved->older = *list;
  *list = saved;
}

static void restore(struct saved *list)
{
  for (; list; list = list->older) {
    if (list->copy < 0) close(list->fd);
    else {
      dup2(list->copy, list->fd);
      close(list->copy);
    }
  }
}

/* A descriptor to read a here-document from. What a pipe does not hold, a child writes. */
static int open_here(const char *body)
{
  int ends[2];
  size_t length = strlen(body);
  if (pipe(ends) < 0) return -1;
  if (length <= HERE_IN_PIPE) write_all(ends[1], body, length);
  else if (fork() == 0) {
    signal(SIGPIPE, SIG_DFL);
    close(ends[0]);
    write_all(ends[1], body, length);
    _exit(0);
  }
  close(ends[1]);
  return ends[0];
}

/* Opens what a redirection names; -1 when that fails, which has been said. -2 closes. */
static int open_target(const struct redirection *redirection)
{
  if (redirection->direction == HERE) return open_here(redirection->expand ? expand_here(redirection->body) : redirection->body);
  const char *name = expand_text(redirection->word);
  int fd;
  switch (redirection->direction) {
  case COPY_FROM:
  case COPY_TO:
    if (is(name, "-")) return -2;
    if (!isdigit((unsigned char)name[0]) || name[1] != '\0' || fcntl(name[0] - '0', F_GETFD) < 0) {
      complain("%s: bad file descriptor", name);
      return -1;
    }
    return name[0] - '0';
  case FROM: fd = open(name, O_RDONLY); break;
  case TO: fd = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0666); break;
  case TO_END: fd = open(name, O_WRONLY | O_CREAT | O_APPEND, 0666); break;
  default: fd = open(name, O_RDWR | O_CREAT, 0666);
  }
  if (fd < 0) complain("cannot open %s: %s", name, strerror(errno));
  return fd;
}

/* Carries out redirections in order, remembering what was there where `list` is given. */
static bool redirect(const struct redirection *redirection, struct saved **list)
{
  for (; redirection; redirection = redirection->next) {
    int fd = redirection->fd;
    int target = open_target(redirection);
    if (target == -1 || expansion_failed) return false;
    if (target == fd) continue; /* open has just made it, or it is copied to itself */
    if (list) save(list, fd);
    if (target == -2) close(fd);
    else {
      if (dup2(target, fd) < 0) complain("%d: %s", (long)fd, strerror(errno));
      if (redirection->direction != COPY_FROM && redirection->direction != COPY_TO) close(target);
    }
  }
  return true;
}
