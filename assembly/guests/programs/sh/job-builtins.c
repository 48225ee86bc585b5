/* Commands for processes: jobs, fg, bg, wait, kill, trap; printf; and the table of all builtins. */

/* %2, %%, %+ or a pid; without a word the current job. NULL when there is none, which has been said. */
static struct job *job_of(const char *word, const char *command)
{
  struct job *current = NULL;
  for (struct job *each = jobs; each; each = each->next) {
    if (!each->number) continue;
    if (!word || is(word, "%%") || is(word, "%+") || is(word, "%")) {
      if (!current || (condition_of(each) == STOPPED && condition_of(current) != STOPPED)) current = each;
    } else if (word[0] == '%' ? atoi(word + 1) == each->number : each->members[each->count - 1].pid == atoi(word)) return each;
  }
  if (!current) complain("%s: %s: no such job", command, word ? word : "%+");
  return current;
}

static int builtin_jobs(char **argv)
{
  tell_changes();
  int highest = 0;
  for (struct job *each = jobs; each; each = each->next)
    if (each->number > highest) highest = each->number;
  bool long_form = argv[1] && is(argv[1], "-l");
  for (int number = 1; number <= highest; number++)
    for (struct job *each = jobs; each; each = each->next)
      if (each->number == number) tell_job(each, long_form);
  return 0;
}

/* Lets a job go on. */
static int continue_job(struct job *job)
{
  for (int i = 0; i < job->count; i++)
    if (job->members[i].condition == STOPPED) job->members[i].condition = RUNNING;
  job->told = false;
  return kill(-job->group, SIGCONT);
}

static int builtin_fg(char **argv)
{
  if (!job_control) return complain("fg: no job control"), 1;
  struct job *job = job_of(argv[1], "fg");
  if (!job) return 1;
  out(1, "%s\n", job->text);
  give_terminal(job->group);
  continue_job(job);
  return finish_job(job);
}

static int builtin_bg(char **argv)
{
  if (!job_control) return complain("bg: no job control"), 1;
  struct job *job = job_of(argv[1], "bg");
  if (!job) return 1;
  out(1, "[%d] %s\n", (long)job->number, job->text);
  return continue_job(job) < 0;
}

static int wait_one(struct job *job)
{
  if (!wait_for_job(job, true)) {
    for (int i = 1; i <= LAST_SIGNAL; i++)
      if (arrived[i]) return STATUS_SIGNAL + i;
  }
  int status = status_of(job);
  if (condition_of(job) == DONE) forget_job(job);
  return status;
}

static int builtin_wait(char **argv)
{
  int status = 0;
  if (argv[1]) {
    for (argv++; *argv; argv++) {
      struct job *job = NULL;
      if ((*argv)[0] == '%') job = job_of(*argv, "wait");
      else
        for (struct job *each = jobs; each; each = each->next)
          if (each->members[each->count - 1].pid == atoi(*argv)) job = each;
      status = job ? wait_one(job) : STATUS_NOT_FOUND;
    }
    return status;
  }
  while (jobs) {
    struct job *running = jobs;
    while (running && condition_of(running) == STOPPED) running = running->next;
    if (!running) break;
    status = wait_one(running);
    if (any_arrived) return status;
  }
  return 0;
}

static int builtin_kill(char **argv)
{
  int number = SIGTERM;
  if (argv[1] && is(argv[1], "-l")) {
    for (int i = 1; i <= LAST_SIGNAL; i++) out(1, "%s%c", SIGNAL_NAMES[i], i == LAST_SIGNAL ? '\n' : ' ');
    return 0;
  }
  if (argv[1] && is(argv[1], "-s") && argv[2]) {
    number = signal_number(argv[2]);
    argv += 2;
  } else if (argv[1] && argv[1][0] == '-' && argv[2]) number = signal_number(*++argv + 1);
  if (number < 0) return complain("kill: no such signal"), 1;
  int status = 0;
  if (argv[1] && is(argv[1], "--")) argv++;
  if (!argv[1]) return complain("kill: usage: kill [-s signal | -signal] pid | %%job ..."), STATUS_SYNTAX;
  for (argv++; *argv; argv++) {
    pid_t target;
    if ((*argv)[0] == '%') {
      struct job *job = job_of(*argv, "kill");
      if (!job) return 1;
      target = job_control ? -job->group : job->members[0].pid;
    } else {
      char *end;
      target = (pid_t)strtol(*argv, &end, 10);
      if (end == *argv || *end) return complain("kill: %s: not the number of a process or group", *argv), STATUS_SYNTAX;
    }
    if (kill(target, number) < 0) {
      complain("kill: %s: %s", *argv, strerror(errno));
      status = 1;
    }
  }
  return status;
}

static int builtin_trap(char **argv)
{
  if (!argv[1]) {
    for (int i = 0; i <= LAST_SIGNAL; i++)
      if (traps[i]) out(1, "trap -- '%s' %s\n", traps[i], SIGNAL_NAMES[i]);
    return 0;
  }
  if (is(argv[1], "--")) argv++;
  const char *action = argv[1];
  bool only_signals = action && (!argv[2] || isdigit((unsigned char)*action)); /* `trap INT`, `trap 2 15`: back to the default */
  if (action && (is(action, "-") || only_signals)) action = NULL;
  for (argv += only_signals ? 1 : 2; *argv; argv++) {
    int number = signal_number(*argv);
    if (number < 0) return complain("trap: %s: no such signal", *argv), 1;
    set_trap(number, action);
  }
  return 0;
}

static const char *put_escape(struct text *text, const char *at)
{
  static const char LETTERS[] = "n\nt\tr\ra\ab\bf\fv\v\\\\";
  const char *found = at[1] ? strchr(LETTERS, at[1]) : NULL;
  if (found && (found - LETTERS) % 2 == 0) return add(text, found[1]), at + 1;
  if (at[1] >= '0' && at[1] <= '7') {
    int value = 0, digits = 0;
    for (; digits < 3 && at[1] >= '0' && at[1] <= '7'; at++, digits++) value = 8 * value + at[1] - '0';
    return add(text, (char)value), at;
  }
  return add(text, '\\'), at;
}

/* printf with %s %d %i %u %c %x %o %b %%, `-`, `0` and a width. The format is used again while there are arguments. */
static int builtin_printf(char **argv)
{
  if (!argv[1]) return complain("printf: a format is missing"), 1;
  struct text text = {0};
  char **next = argv + 2;
  do {
    char **before = next;
    for (const char *at = argv[1]; *at; at++) {
      if (*at == '\\') at = put_escape(&text, at);
      else if (*at != '%' || *++at == '%') add(&text, *at);
      else {
        bool left = false, zero = false;
        for (; *at == '-' || *at == '0'; at++) *(*at == '-' ? &left : &zero) = true;
        size_t width = (size_t)strtol(at, (char **)&at, 10);
        const char *argument = *next ? *next++ : "";
        struct text piece = {0};
        if (!*at) break;
        if (*at == 's') add_all(&piece, argument);
        else if (*at == 'b')
          for (const char *letter = argument; *letter; letter++) {
            if (*letter == '\\') letter = put_escape(&piece, letter);
            else add(&piece, *letter);
          }
        else if (*at == 'c') *argument ? add(&piece, *argument) : (void)0;
        else if (*at == 'x' || *at == 'o') {
          char digits[24], *digit = digits + sizeof digits;
          unsigned long value = strtoul(argument, NULL, 0), base = *at == 'x' ? 16 : 8;
          *--digit = '\0';
          do *--digit = "0123456789abcdef"[value % base];
          while (value /= base);
          add_all(&piece, digit);
        } else add_all(&piece, number_text(strtol(argument, NULL, 0)));
        for (size_t i = piece.length; !left && i < width; i++) add(&text, zero ? '0' : ' ');
        if (piece.length) add_all(&text, piece.bytes);
        for (size_t i = piece.length; left && i < width; i++) add(&text, ' ');
        free(piece.bytes);
      }
    }
    if (next == before) break;
  } while (*next);
  if (text.length) write_all(1, text.bytes, text.length);
  free(text.bytes);
  return 0;
}

static const struct builtin BUILTINS[] = {
    {":", builtin_colon, true}, {"true", builtin_colon, false}, {"false", builtin_false, false}, {"cd", builtin_cd, false},
    {"pwd", builtin_pwd, false}, {"exit", builtin_exit, true}, {"return", builtin_return, true},
    {"break", builtin_break, true}, {"continue", builtin_break, true}, {"shift", builtin_shift, true},
    {"eval", builtin_eval, true}, {".", builtin_source, true}, {"exec", builtin_exec, true}, {"export", builtin_export, true},
    {"readonly", builtin_export, true}, {"unset", builtin_unset, true}, {"set", builtin_set, true},
    {"umask", builtin_umask, false}, {"read", builtin_read, false}, {"echo", builtin_echo, false},
    {"printf", builtin_printf, false}, {"test", builtin_test, false}, {"[", builtin_test, false},
    {"jobs", builtin_jobs, false}, {"fg", builtin_fg, false}, {"bg", builtin_bg, false}, {"wait", builtin_wait, false},
    {"kill", builtin_kill, false}, {"trap", builtin_trap, true}};

static const struct builtin *find_builtin(const char *name)
{
  for (size_t i = 0; i < sizeof BUILTINS / sizeof *BUILTINS; i++)
    if (is(name, BUILTINS[i].name)) return &BUILTINS[i];
  return NULL;
}

static int run_builtin(const struct builtin *builtin, char **argv) { return builtin->run(argv); }
