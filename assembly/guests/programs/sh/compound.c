/* Running loops, choices, lists, and whatever else was parsed. */

/* After a round of a loop: is it to be left? */
static bool ends_loop(void)
{
  if (interrupted) return true;
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
