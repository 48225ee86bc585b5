/* Where it begins: options, and the loop that reads and runs. */

/* Runs all that an input has; answers the last status. With `last`, its last command may replace the shell. */
static int run_input(struct input *from, bool last)
{
  from->outer = input;
  from->back = NO_LETTER;
  input = from;
  int status = 0;
  bool more = true;
  while (more && !unwinding()) {
    if (from->prompts) tell_changes();
    struct mark before = mark();
    const struct function *known = functions;
    struct node *line = parse_line();
    more = look() != END || (from->prompts && !from->ended);
    if (syntax_failed) {
      last_status = status = any_arrived ? STATUS_SIGNAL + SIGINT : STATUS_SYNTAX;
      if (!from->prompts) break;
      from->amid_line = false;
      if (any_arrived) out(2, "\n");
      else
        while (from->back != '\n' && !from->ended && next_letter() >= 0 && source.bytes[source.length - 1] != '\n') continue;
      from->back = NO_LETTER;
      arrived[SIGINT] = 0;
    } else if (line) {
      status = execute(line, last && !more);
      expansion_failed = false;
      if (from->prompts && interrupted) {
        interrupted = false;
        last_status = status = STATUS_SIGNAL + SIGINT;
        out(2, "\n");
      }
      if (from->prompts) arrived[SIGINT] = 0;
      if (!job_control && !from->prompts) tell_changes();
    }
    if (known == functions) release(before);
  }
  input = from->outer;
  return status;
}

static int run_text(const char *text)
{
  struct input from = {.string = text, .fd = -1};
  int status = run_input(&from, false);
  token_known = false;
  return status;
}

static int run_file(int fd)
{
  int high = fcntl(fd, F_DUPFD_CLOEXEC, ABOVE_USERS); /* out of the way of the script's own descriptors */
  if (high >= 0) close(fd);
  struct input from = {.fd = high >= 0 ? high : fd};
  int status = run_input(&from, false);
  close(from.fd);
  return status;
}

/* Takes the terminal, once the shell is in the foreground (a shell that was started in the background waits for that). */
static void begin_job_control(void)
{
  pid_t foreground;
  while ((foreground = tcgetpgrp(TERMINAL)) >= 0 && foreground != getpgrp()) kill(0, SIGTTIN);
  if (foreground < 0) return;
  begin_signals();
  shell_group = getpid();
  if (getpgrp() != shell_group && setpgid(0, shell_group) < 0) shell_group = getpgrp(); /* a session's leader */
  job_control = tcsetpgrp(TERMINAL, shell_group) == 0;
}

int main(int argc, char **argv)
{
  const char *command = NULL;
  bool wants_command = false, wants_input = false;
  int at = 1;
  shell_pid = getpid();
  shell_name = argc > 0 ? argv[0] : "sh";
  for (; at < argc && (argv[at][0] == '-' || argv[at][0] == '+') && argv[at][1]; at++) {
    if (is(argv[at], "--")) {
      at++;
      break;
    }
    struct text others = {0};
    add(&others, argv[at][0]);
    for (const char *letter = argv[at] + 1; *letter; letter++) {
      if (*letter == 'c') wants_command = true;
      else if (*letter == 's') wants_input = true;
      else if (*letter == 'i') interactive = true;
      else add(&others, *letter);
    }
    if (!set_options(others.bytes)) return STATUS_SYNTAX;
    free(others.bytes);
  }
  import_environment(environ);
  char path[PATH_MAX];
  if (getcwd(path, sizeof path)) set_variable("PWD", path);
  set_variable("PPID", number_text(getppid()));
  unset_variable("IFS"); /* not from the environment (POSIX) */
  if (wants_command) {
    if (at >= argc) return complain("-c: a command is missing"), STATUS_SYNTAX;
    command = argv[at++];
    if (at < argc) shell_name = argv[at++];
    set_positional(argv + at);
    struct input from = {.string = command, .fd = -1};
    leave(run_input(&from, true));
  }
  if (at < argc && !wants_input) {
    int fd = open(argv[at], O_RDONLY | O_CLOEXEC);
    if (fd < 0) return complain("cannot open %s: %s", argv[at], strerror(errno)), STATUS_NOT_FOUND;
    shell_name = argv[at];
    set_positional(argv + at + 1);
    leave(run_file(fd));
  }
  set_positional(argv + at);
  if (isatty(0) && isatty(2)) interactive = true;
  if (interactive) {
    option_noexec = false;
    begin_job_control();
    if (!job_control) begin_signals();
  }
  struct input from = {.fd = 0, .prompts = interactive};
  run_input(&from, false);
  if (interactive) out(2, "\n");
  leave(last_status);
}
