/* Running what was parsed. `last` means: nothing follows in this process, so a program may take its place. */

static const struct builtin *find_builtin(const char *name);
static int run_builtin(const struct builtin *builtin, char **argv);
static bool is_exec(const struct builtin *builtin);

/* Must whatever is running be left: for `break`, `return`? */
static bool unwinding(void) { return breaking || continuing || returning; }

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

/* Sets variables for one command; `exported` in a child that runs a program. */
static bool assign_all(const struct word *assignments, bool exported)
{
  for (; assignments; assignments = assignments->next) {
    size_t length = name_length(assignments->text);
    char *name = keep_text(assignments->text, length);
    char *value = expand_text(assignments->text + length + 1);
    if (expansion_failed || !set_variable(name, value)) return false;
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
    int status = 1;
    if (redirect(node->redirections, &saved) && assign_all(node->assignments, false)) {
      status = function ? call_function(function, argv) : builtin ? run_builtin(builtin, argv) : status_of_substitution;
    }
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

/* After a round of a loop: is it to be left? */
static bool ends_loop(void)
{
  if (continuing) return --continuing > 0;
  if (breaking) {
    breaking--;
    return true;
  }
  return returning;
}

static int execute_loop(struct node *node)
{
  int status = 0;
  loop_depth++;
  for (;;) {
    struct mark before = mark();
    int condition = execute(node->left, false);
    if (unwinding() ? ends_loop() : (condition != 0) == (node->kind == WHILE)) break;
    status = execute(node->right, false);
    if (functions == NULL) release(before);
    if (ends_loop()) break;
  }
  loop_depth--;
  return status;
}

static int execute_for(struct node *node)
{
  struct list items = expand_words(node->words);
  if (!node->has_words) {
    items = (struct list){0};
    for (int i = 0; i < positional_count; i++) append(&items, positional[i]);
  }
  if (expansion_failed) return end_for_expansion(), last_status;
  int status = 0;
  loop_depth++;
  for (size_t i = 0; i < items.count; i++) {
    struct mark before = mark();
    if (!set_variable(node->name, items.items[i])) break;
    status = execute(node->left, false);
    if (functions == NULL) release(before);
    if (ends_loop()) break;
  }
  loop_depth--;
  return status;
}

static int execute_case(struct node *node)
{
  char *subject = expand_text(node->words ? node->words->text : "");
  for (struct branch *branch = node->branches; branch; branch = branch->next) {
    for (struct word *pattern = branch->patterns; pattern; pattern = pattern->next)
      if (fnmatch(pattern_of(pattern->text), subject, 0) == 0) return branch->body ? execute(branch->body, false) : 0;
  }
  return 0;
}

/* Set while a status is only asked for: by `if`, `&&`, `!` and the like. Then `set -e` does not apply. */
static int conditions;

static int execute_condition(struct node *node)
{
  conditions++;
  int status = execute(node, false);
  conditions--;
  return status;
}

static int execute_compound(struct node *node, bool last)
{
  int status;
  switch (node->kind) {
  case SEQUENCE:
    status = execute(node->left, false);
    return unwinding() ? status : execute(node->right, last);
  case AND:
  case OR:
    status = execute_condition(node->left);
    if (unwinding() || (status == 0) != (node->kind == AND)) return status;
    return execute(node->right, last);
  case NOT: return !execute_condition(node->left);
  case IF:
    status = execute_condition(node->left);
    if (unwinding()) return status;
    if (status == 0) return execute(node->right, last);
    return node->otherwise ? execute(node->otherwise, last) : 0;
  case WHILE:
  case UNTIL: return execute_loop(node);
  case FOR: return execute_for(node);
  case CASE: return execute_case(node);
  case FUNCTION: return define_function(node->name, node->left), 0;
  default: return execute(node->left, last);
  }
}

static int execute(struct node *node, bool last)
{
  int status;
  if (!node || option_noexec) return 0;
  if (node->kind == PIPELINE && !node->right) {
    if (node->left->kind == SIMPLE || node->left->kind == SUBSHELL) node->left->text = node->text;
    return execute(node->left, last);
  }
  if (any_arrived || traps[0]) last = false; /* somebody has to stay for the trap */
  struct saved *saved = NULL;
  switch (node->kind) {
  case SIMPLE: status = execute_simple(node, last); break;
  case PIPELINE: status = execute_pipeline(node, false); break;
  case BACKGROUND: status = execute_background(node); break;
  case SUBSHELL: status = execute_subshell(node, last); break;
  default:
    status = redirect(node->redirections, &saved) ? execute_compound(node, last && !node->redirections) : 1;
    restore(saved);
  }
  if (!returning) last_status = status;
  run_traps();
  bool simple = node->kind == SIMPLE || node->kind == PIPELINE || node->kind == SUBSHELL;
  if (simple && status != 0 && option_errexit && conditions == 0 && !unwinding()) leave(status);
  return status;
}

/* $(...): what a command writes, without the newlines at its end. */
static char *command_output(const char *command)
{
  int ends[2];
  if (pipe(ends) < 0) return "";
  pid_t pid = fork();
  if (pid == 0) {
    struct job *none = NULL;
    bool had_control = job_control;
    job_control = false; /* it stays in the shell's group */
    (void)had_control;
    become_child(none, false);
    close(ends[0]);
    if (ends[1] != 1) dup2(ends[1], 1), close(ends[1]);
    leave(run_text(command));
  }
  close(ends[1]);
  struct text text = {0};
  char buffer[512];
  for (ssize_t got; pid > 0 && (got = read(ends[0], buffer, sizeof buffer)) != 0;) {
    if (got < 0 && errno != EINTR) break;
    for (ssize_t i = 0; i < got; i++) add(&text, buffer[i]);
  }
  close(ends[0]);
  int status = 0;
  while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR) continue;
  last_status = status_of_substitution = exit_status(status);
  while (text.length > 0 && text.bytes[text.length - 1] == '\n') text.bytes[--text.length] = '\0';
  return finish(&text);
}
