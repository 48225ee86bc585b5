/* Commands that the shell carries out itself. */

static int builtin_colon(char **argv) { return (void)argv, 0; }
static int builtin_false(char **argv) { return (void)argv, 1; }

static int builtin_cd(char **argv)
{
  const char *to = argv[1] ? argv[1] : get_variable("HOME");
  bool back = to && is(to, "-");
  if (back) to = get_variable("OLDPWD");
  if (!to) return complain("cd: no directory"), 1;
  char before[PATH_MAX], after[PATH_MAX];
  bool known = getcwd(before, sizeof before) != NULL;
  if (chdir(to) < 0) return complain("cd: %s: %s", to, strerror(errno)), 1;
  if (known) set_variable("OLDPWD", before);
  if (getcwd(after, sizeof after)) set_variable("PWD", after);
  if (back) out(1, "%s\n", after);
  return 0;
}

static int builtin_pwd(char **argv)
{
  (void)argv;
  char path[PATH_MAX];
  if (!getcwd(path, sizeof path)) return complain("pwd: %s", strerror(errno)), 1;
  out(1, "%s\n", path);
  return 0;
}

/* A count, as of `exit` and `break`. */
static int count_of(char **argv, int otherwise) { return argv[1] ? atoi(argv[1]) : otherwise; }

static int builtin_exit(char **argv)
{
  leave(count_of(argv, last_status) & 0xff);
}

static int builtin_return(char **argv)
{
  last_status = count_of(argv, last_status) & 0xff;
  if (function_depth > 0) returning = true;
  return last_status;
}

static int builtin_break(char **argv)
{
  int levels = count_of(argv, 1);
  if (levels > loop_depth) levels = loop_depth;
  if (levels > 0) *(is(argv[0], "break") ? &breaking : &continuing) = levels;
  return 0;
}

static int builtin_shift(char **argv)
{
  int count = count_of(argv, 1);
  if (count < 0 || count > positional_count) return complain("shift: cannot shift that many"), 1;
  positional += count;
  positional_count -= count;
  return 0;
}

static int builtin_eval(char **argv)
{
  struct text text = {0};
  for (argv++; *argv; argv++) {
    add_all(&text, *argv);
    add(&text, argv[1] ? ' ' : '\n');
  }
  return run_text(finish(&text));
}

static int builtin_source(char **argv)
{
  int fd = argv[1] ? open(argv[1], O_RDONLY | O_CLOEXEC) : -1;
  if (fd < 0) {
    complain(".: cannot open %s", argv[1] ? argv[1] : "");
    return 1;
  }
  return run_file(fd);
}

static int builtin_exec(char **argv)
{
  if (!argv[1]) return 0;
  reset_signals();
  run_program(argv + 1);
}

static bool is_exec(const struct builtin *builtin) { return builtin->run == builtin_exec; }

/* export and readonly, with values and without. */
static int builtin_export(char **argv)
{
  bool exports = is(argv[0], "export");
  if (!argv[1] || is(argv[1], "-p")) {
    for (struct variable *each = variables; each; each = each->next)
      if (exports ? each->exported : each->fixed) out(1, "%s %s='%s'\n", argv[0], each->name, each->value ? each->value : "");
    return 0;
  }
  for (argv++; *argv; argv++) {
    size_t length = name_length(*argv);
    if (length == 0 || ((*argv)[length] && (*argv)[length] != '=')) return complain("%s: bad variable name", *argv), 1;
    if ((*argv)[length] == '=' && !assign(*argv)) return 1;
    struct variable *variable = make_variable(keep_text(*argv, length));
    if (exports) variable->exported = true;
    else variable->fixed = true;
  }
  return 0;
}

static int builtin_unset(char **argv)
{
  int status = last_status;
  last_status = 0;
  bool only_functions = argv[1] && is(argv[1], "-f");
  if (argv[1] && (only_functions || is(argv[1], "-v"))) argv++;
  for (argv++; *argv; argv++) {
    if (only_functions) unset_function(*argv);
    else unset_variable(*argv);
  }
  int result = last_status;
  last_status = status;
  return result;
}

/* -e, +x and the like; false for a letter that is no option. */
static bool set_options(const char *letters)
{
  bool on = *letters == '-';
  while (*++letters) {
    switch (*letters) {
    case 'e': option_errexit = on; break;
    case 'u': option_nounset = on; break;
    case 'x': option_xtrace = on; break;
    case 'f': option_noglob = on; break;
    case 'n': option_noexec = on && !interactive; break;
    case 'm': break;
    default: return complain("-%c: no such option", *letters), false;
    }
  }
  return true;
}

static void set_positional(char **words)
{
  int count = 0;
  while (words[count]) count++;
  char **copy = must(calloc((size_t)count + 1, sizeof *copy)); /* kept: they may be shifted */
  for (int i = 0; i < count; i++) copy[i] = must(strdup(words[i]));
  positional = copy;
  positional_count = count;
}

static int builtin_set(char **argv)
{
  if (!argv[1]) {
    for (struct variable *each = variables; each; each = each->next)
      if (each->value) out(1, "%s='%s'\n", each->name, each->value);
    return 0;
  }
  for (argv++; *argv && ((*argv)[0] == '-' || (*argv)[0] == '+') && (*argv)[1] && !is(*argv, "--"); argv++)
    if (!set_options(*argv)) return STATUS_SYNTAX;
  if (!*argv) return 0;
  set_positional(is(*argv, "--") ? argv + 1 : argv);
  return 0;
}

static int builtin_umask(char **argv)
{
  if (argv[1]) {
    if (argv[1][strspn(argv[1], "01234567")] != '\0') return complain("umask: %s: expected octal digits", argv[1]), 1;
    umask((mode_t)strtol(argv[1], NULL, 8));
    return 0;
  }
  mode_t mask = umask(0);
  umask(mask);
  out(1, "%d%d%d%d\n", 0L, (long)(mask >> 6 & 7), (long)(mask >> 3 & 7), (long)(mask & 7));
  return 0;
}

/* read [-r] names: a line, split into fields, the rest of it for the last name. */
static int builtin_read(char **argv)
{
  bool raw = argv[1] && is(argv[1], "-r");
  argv += raw ? 2 : 1;
  const char *separators = get_variable("IFS");
  if (!separators) separators = " \t\n";
  struct text line = {0}, marks = {0}; /* marks: which letters were quoted by a backslash */
  char letter = '\0';
  ssize_t got;
  for (;;) {
    got = read(0, &letter, 1);
    if (got < 0 && errno == EINTR) {
      if (any_arrived) return free(line.bytes), free(marks.bytes), STATUS_SIGNAL;
      continue;
    }
    if (got <= 0 || letter == '\n') break;
    bool quoted = letter == '\\' && !raw;
    if (quoted && (read(0, &letter, 1) != 1 || letter == '\n')) continue;
    add(&line, letter);
    add(&marks, quoted ? QUOTED : VALUE);
  }
  size_t at = 0;
  int status = got == 1 ? 0 : 1;
  for (; *argv; argv++) {
    struct text value = {0};
    while (at < line.length && strchr(separators, line.bytes[at]) && strchr(" \t\n", line.bytes[at])) at++;
    for (; at < line.length; at++) {
      if (argv[1] && marks.bytes[at] != QUOTED && strchr(separators, line.bytes[at])) break;
      add(&value, line.bytes[at]);
    }
    at++;
    if (!argv[1]) /* white space at the end is no part of the last one */
      while (value.length > 0 && strchr(separators, value.bytes[value.length - 1]) && strchr(" \t\n", value.bytes[value.length - 1]))
        value.bytes[--value.length] = '\0';
    if (!set_variable(*argv, value.bytes && value.length ? value.bytes : "")) status = 2;
    free(value.bytes);
  }
  free(line.bytes);
  free(marks.bytes);
  return status;
}

static int builtin_echo(char **argv)
{
  bool newline = !(argv[1] && is(argv[1], "-n"));
  struct text text = {0};
  for (argv += newline ? 1 : 2; *argv; argv++) {
    add_all(&text, *argv);
    if (argv[1]) add(&text, ' ');
  }
  if (newline) add(&text, '\n');
  if (text.length) write_all(1, text.bytes, text.length);
  free(text.bytes);
  return 0;
}
