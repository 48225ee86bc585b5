/* Running commands. `last` means: nothing follows in this process, so a program may take its place. */

static const struct builtin *find_builtin(const char *name);
static int run_builtin(const struct builtin *builtin, char **argv);
static bool is_exec(const struct builtin *builtin);

/* Must whatever is running be left: for `break`, `return`, ^C? */
static bool unwinding(void) { return breaking || continuing || returning || interrupted; }

static void end_for_expansion(void)
{
  expansion_failed = false;
  last_status = STATUS_SYNTAX;
  if (!interactive) leave(STATUS_SYNTAX);
}

/* Replaces this process by a program. */
static void __attribute__((noreturn)) run_program(char **argv)
{
  char **environment = environment_of_child();
  const char *path = get_variable("PATH");
  setenv("PATH", path ? path : "/bin:/usr/bin", 1); /* where execvpe looks */
  execvpe(argv[0], argv, environment);
  int error = errno;
  if (error == ENOEXEC && strchr(argv[0], '/')) { /* a script without #! */
    int fd = open(argv[0], O_RDONLY | O_CLOEXEC);
    shell_name = argv[0];
    positional = argv + 1;
    for (positional_count = 0; positional[positional_count]; positional_count++) continue;
    if (fd >= 0) leave(run_file(fd));
  }
  if (error == ENOENT && !strchr(argv[0], '/')) complain("%s: not found", argv[0]);
  else complain("%s: %s", argv[0], strerror(error));
  _exit(error == ENOENT || error == ENOTDIR ? STATUS_NOT_FOUND : STATUS_CANNOT_RUN);
}

static void trace(char **argv)
{
  struct text line = {0};
  for (add(&line, '+'); *argv; argv++) {
    add(&line, ' ');
    add_all(&line, *argv);
  }
  out(2, "%s\n", line.bytes);
  free(line.bytes);
}

static int call_function(const struct function *function, char **argv)
{
  char **old = positional;
  int old_count = positional_count, old_depth = loop_depth;
  positional = argv + 1;
  for (positional_count = 0; positional[positional_count]; positional_count++) continue;
  loop_depth = 0;
  function_depth++;
  int status = execute(function->body, false);
  function_depth--;
  loop_depth = old_depth;
  if (returning) status = last_status;
  returning = false;
  positional = old;
  positional_count = old_count;
  return status;
}

/* What variables were before a command that has assignments of its own. */
struct old_value {
  struct old_value *older;
  char *name, *value;
};

static struct old_value *remember_values(const struct word *assignments)
{
  struct old_value *list = NULL;
  for (; assignments; assignments = assignments->next) {
    struct old_value *old = keep(sizeof *old);
    old->older = list;
    old->name = keep_text(assignments->text, name_length(assignments->text));
    const char *value = get_variable(old->name);
    old->value = value ? keep_text(value, strlen(value)) : NULL;
    list = old;
  }
  return list;
}

static void restore_values(struct old_value *old)
{
  for (; old; old = old->older) {
    if (old->value) set_variable(old->name, old->value);
    else unset_variable(old->name);
  }
}

/* Sets variables for one command; `exported` in a child that runs a program. */
static bool assign_all(const struct word *assignments, bool exported)
{
  for (; assignments; assignments = assignments->next) {
    size_t length = name_length(assignments->text);
    char *name = keep_text(assignments->text, length);
    char *value = expand_text(assignments->text + length + 1);
    if (expansion_failed || !set_variable(name, value)) return expansion_failed = true, false;
    if (exported) make_variable(name)->exported = true;
  }
  return true;
}

static int status_of_substitution; /* of an assignment's $(...): the status of a command without a name */

static int execute_simple(struct node *node, bool last)
{
  status_of_substitution = 0;
  struct list fields = expand_words(node->words);
  char **argv = fields.items;
  if (expansion_failed) return end_for_expansion(), last_status;
  if (option_xtrace && argv[0]) trace(argv);
  const struct function *function = argv[0] ? find_function(argv[0]) : NULL;
  const struct builtin *builtin = argv[0] && !function ? find_builtin(argv[0]) : NULL;
  if (!argv[0] || function || builtin) {
    struct saved *saved = NULL;
    bool lasting = !argv[0] || (builtin && builtin->special);
    struct old_value *values = lasting ? NULL : remember_values(node->assignments);
    int status = 1;
    if (redirect(node->redirections, &saved) && assign_all(node->assignments, false)) {
      status = function ? call_function(function, argv) : builtin ? run_builtin(builtin, argv) : status_of_substitution;
    }
    restore_values(values);
    bool for_good = builtin && is_exec(builtin); /* exec >file */
    if (!for_good) restore(saved);
    else
      for (; saved; saved = saved->older)
        if (saved->copy >= 0) close(saved->copy);
    if (expansion_failed) end_for_expansion();
    return status;
  }
  struct job *job = NULL;
  if (!last) {
    job = make_job(node->text ? node->text : argv[0]);
    pid_t pid = start_member(job, false);
    if (pid < 0) return forget_job(job), STATUS_CANNOT_RUN;
    if (pid > 0) return finish_job(job);
  } else reset_signals();
  if (!redirect(node->redirections, NULL) || !assign_all(node->assignments, true)) _exit(1);
  run_program(argv);
}

/* Starts all commands of a pipeline; they are a job. */
static int execute_pipeline(struct node *node, bool background)
{
  struct job *job = make_job(node->text);
  int from = -1;
  for (; node; node = node->right) {
    int ends[2] = {-1, -1};
    if (node->right && pipe(ends) < 0) {
      complain("cannot make a pipe: %s", strerror(errno));
      break;
    }
    if (start_member(job, background) == 0) {
      if (from >= 0) dup2(from, 0), close(from);
      if (ends[0] >= 0) close(ends[0]);
      if (ends[1] >= 0 && ends[1] != 1) dup2(ends[1], 1), close(ends[1]);
      leave(execute(node->left, true));
    }
    if (from >= 0) close(from);
    if (ends[1] >= 0) close(ends[1]);
    from = ends[0];
  }
  if (from >= 0) close(from);
  if (job->count == 0) return forget_job(job), STATUS_CANNOT_RUN;
  return finish_job(job);
}

static int execute_background(struct node *node)
{
  struct job *job = make_job(node->text);
  bool had_control = job_control;
  pid_t pid = start_member(job, true);
  if (pid == 0) {
    if (!had_control) {
      int nothing = open("/dev/null", O_RDONLY);
      if (nothing > 0) dup2(nothing, 0), close(nothing);
    }
    leave(execute(node->left, true));
  }
  if (pid < 0) return forget_job(job), STATUS_CANNOT_RUN;
  last_background = pid;
  job->known = true;
  number_job(job);
  if (interactive) out(2, "[%d] %d\n", (long)job->number, (long)pid);
  return 0;
}

static int execute_subshell(struct node *node, bool last)
{
  if (last) reset_signals();
  else {
    struct job *job = make_job(node->text ? node->text : "(...)");
    pid_t pid = start_member(job, false);
    if (pid > 0) return finish_job(job);
    if (pid < 0) return forget_job(job), STATUS_CANNOT_RUN;
  }
  if (!redirect(node->redirections, NULL)) _exit(1);
  leave(execute(node->left, true));
}
