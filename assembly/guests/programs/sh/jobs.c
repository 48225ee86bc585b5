/* Jobs: pipelines that were started. With job control each has its own process group, and one of them, or the shell, the terminal. */

enum { TERMINAL = 0 };

enum condition { RUNNING, STOPPED, DONE };

struct member {
  pid_t pid;
  int status; /* of wait, where it is not running */
  enum condition condition;
};

struct job {
  struct job *next;
  int number; /* 0 while it is in the foreground and never was anything else */
  pid_t group;
  char *text;
  struct member *members;
  int count;
  bool told;  /* its state has been reported */
  bool known; /* `$!` named it, or `jobs`: its status is kept for `wait` */
};

static struct job *jobs; /* newest first */
static pid_t shell_group;

static struct job *make_job(const char *text)
{
  struct job *job = must(calloc(1, sizeof *job));
  job->text = must(strdup(text ? text : ""));
  job->next = jobs;
  return jobs = job;
}

static void forget_job(struct job *job)
{
  for (struct job **link = &jobs; *link; link = &(*link)->next) {
    if (*link != job) continue;
    *link = job->next;
    free(job->text);
    free(job->members);
    free(job);
    return;
  }
}

static void number_job(struct job *job)
{
  if (job->number) return;
  int highest = 0;
  for (struct job *each = jobs; each; each = each->next)
    if (each->number > highest) highest = each->number;
  job->number = highest + 1;
}

static enum condition condition_of(const struct job *job)
{
  enum condition condition = DONE;
  for (int i = 0; i < job->count; i++) {
    if (job->members[i].condition == RUNNING) return RUNNING;
    if (job->members[i].condition == STOPPED) condition = STOPPED;
  }
  return condition;
}

static int exit_status(int status)
{
  if (WIFEXITED(status)) return WEXITSTATUS(status);
  return STATUS_SIGNAL + (WIFSTOPPED(status) ? WSTOPSIG(status) : WTERMSIG(status));
}

/* Of its last command, as a pipeline's. */
static int status_of(const struct job *job) { return job->count ? exit_status(job->members[job->count - 1].status) : 0; }

static void give_terminal(pid_t group)
{
  if (job_control) tcsetpgrp(TERMINAL, group);
}

/* In a fresh child: its group, its terminal, its signals. It is no interactive shell any more. */
static void become_child(struct job *job, bool background)
{
  if (job_control) {
    pid_t group = job->group ? job->group : getpid();
    setpgid(0, group);
    if (!background) give_terminal(group);
  }
  bool had_control = job_control;
  reset_signals();
  if (background && !had_control) {
    if (!traps[SIGINT]) handle(SIGINT, SIG_IGN);
    if (!traps[SIGQUIT]) handle(SIGQUIT, SIG_IGN);
  }
  job_control = interactive = false;
  jobs = NULL;
}

/* Starts one more process of a job: 0 in the child. */
static pid_t start_member(struct job *job, bool background)
{
  pid_t pid = fork();
  if (pid == 0) {
    become_child(job, background);
    return 0;
  }
  if (pid < 0) {
    complain("cannot fork: %s", strerror(errno));
    return -1;
  }
  if (!job->group) job->group = pid;
  if (job_control) setpgid(pid, job->group); /* both do it: who comes first does not matter */
  job->members = must(realloc(job->members, (size_t)(job->count + 1) * sizeof *job->members));
  job->members[job->count++] = (struct member){.pid = pid, .condition = RUNNING};
  return pid;
}

/* Enters what `wait` has told of a child. */
static void note_status(pid_t pid, int status)
{
  for (struct job *job = jobs; job; job = job->next) {
    for (int i = 0; i < job->count; i++) {
      struct member *member = &job->members[i];
      if (member->pid != pid || member->condition == DONE) continue;
      member->condition = WIFSTOPPED(status) ? STOPPED : WIFCONTINUED(status) ? RUNNING : DONE;
      if (!WIFCONTINUED(status)) member->status = status;
      job->told = false;
      return;
    }
  }
}

static void tell_job(const struct job *job, bool long_form)
{
  enum condition condition = condition_of(job);
  int status = job->members[job->count - 1].status;
  struct text state = {0};
  if (condition == RUNNING) add_all(&state, "Running");
  else if (condition == STOPPED) add_all(&state, "Stopped");
  else if (WIFSIGNALED(status)) add_all(&state, signal_name(WTERMSIG(status)));
  else if (WEXITSTATUS(status) == 0) add_all(&state, "Done");
  else {
    add_all(&state, "Done(");
    add_all(&state, number_text(WEXITSTATUS(status)));
    add(&state, ')');
  }
  if (long_form) out(1, "[%d] %d %s\t%s\n", (long)job->number, (long)job->group, state.bytes, job->text);
  else out(interactive ? 2 : 1, "[%d] %s\t%s\n", (long)job->number, state.bytes, job->text);
  free(state.bytes);
}

/* Before a prompt: what has changed in the background. */
static void tell_changes(void)
{
  int status;
  pid_t pid;
  while ((pid = waitpid(-1, &status, WNOHANG | WUNTRACED)) > 0) note_status(pid, status);
  struct job *next;
  for (struct job *job = jobs; job; job = next) {
    next = job->next;
    enum condition condition = condition_of(job);
    if (condition == RUNNING) continue;
    if (interactive && !job->told && job->number) tell_job(job, false);
    job->told = true;
    if (condition == DONE && (interactive || !job->known)) forget_job(job);
  }
}

/* Waits until a job has ended or stopped. With `interruptible`, also until a signal with a trap has come: answers false then. */
static bool wait_for_job(struct job *job, bool interruptible)
{
  while (condition_of(job) == RUNNING) {
    int status;
    if (interruptible && any_arrived) return false;
    pid_t pid = waitpid(-1, &status, job_control ? WUNTRACED : 0);
    if (pid > 0) note_status(pid, status);
    else if (errno != EINTR) { /* somebody else has waited for them */
      for (int i = 0; i < job->count; i++) job->members[i].condition = DONE;
    }
  }
  return true;
}

/* Waits for a job in the foreground, takes the terminal back, and answers its status. */
static int finish_job(struct job *job)
{
  wait_for_job(job, false);
  give_terminal(shell_group);
  int status = status_of(job);
  int how = job->members[job->count - 1].status;
  if (condition_of(job) == STOPPED) {
    number_job(job);
    out(2, "\n");
    tell_job(job, false);
    job->told = true;
    return status;
  }
  if (WIFSIGNALED(how) && WTERMSIG(how) == SIGINT && interactive) out(2, "\n");
  else if (WIFSIGNALED(how) && WTERMSIG(how) != SIGPIPE && WTERMSIG(how) != SIGINT)
    out(2, "%s\n", signal_name(WTERMSIG(how)));
  forget_job(job);
  return status;
}
