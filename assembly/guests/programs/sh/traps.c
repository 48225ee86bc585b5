/* Signals: their names, traps, and what a child of the shell begins with. */

static const char *const SIGNAL_NAMES[] = {
    "EXIT", "HUP",  "INT",  "QUIT", "ILL",  "TRAP", "ABRT", "BUS", "FPE",  "KILL",   "USR1", "SEGV", "USR2", "PIPE", "ALRM", "TERM",
    "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS"};

static char *traps[LAST_SIGNAL + 1]; /* NULL: the default; "": ignored. [0] is EXIT's. */
static volatile sig_atomic_t arrived[LAST_SIGNAL + 1];
static volatile sig_atomic_t any_arrived;
static bool in_trap;

/* "INT", "SIGINT" or "2" -> 2; -1 for what is no signal. */
static int signal_number(const char *name)
{
  if (isdigit((unsigned char)*name)) {
    int number = atoi(name);
    return number <= LAST_SIGNAL ? number : -1;
  }
  if (strncmp(name, "SIG", 3) == 0) name += 3;
  for (int i = 0; i <= LAST_SIGNAL; i++)
    if (is(name, SIGNAL_NAMES[i])) return i;
  return -1;
}

static const char *signal_name(int number) { return number > 0 && number <= LAST_SIGNAL ? SIGNAL_NAMES[number] : "?"; }

static void note_signal(int number)
{
  arrived[number] = 1;
  any_arrived = 1;
}

/* No SA_RESTART: `read` and `wait` must come back, so that the trap can run. */
static void handle(int number, void (*handler)(int))
{
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = handler;
  sigaction(number, &action, NULL);
}

static const int LEFT_TO_PERSON[] = {SIGTERM, SIGQUIT, SIGTSTP, SIGTTIN, SIGTTOU};

/* What a signal does while no trap is set. */
static void handle_untrapped(int number)
{
  void (*handler)(int) = SIG_DFL;
  if (interactive && number == SIGINT) handler = note_signal;
  for (size_t i = 0; interactive && i < sizeof LEFT_TO_PERSON / sizeof *LEFT_TO_PERSON; i++)
    if (number == LEFT_TO_PERSON[i]) handler = SIG_IGN;
  handle(number, handler);
}

static void begin_signals(void)
{
  if (!interactive) return;
  handle_untrapped(SIGINT);
  for (size_t i = 0; i < sizeof LEFT_TO_PERSON / sizeof *LEFT_TO_PERSON; i++) handle_untrapped(LEFT_TO_PERSON[i]);
}

static void set_trap(int number, const char *action)
{
  free(traps[number]);
  traps[number] = action ? must(strdup(action)) : NULL;
  if (number == 0 || number == SIGKILL || number == SIGSTOP) return;
  if (!action) handle_untrapped(number);
  else handle(number, *action ? note_signal : SIG_IGN);
}

/* In a child: what was trapped or the shell's own affair is the default again, what was ignored by `trap ''` stays so. */
static void reset_signals(void)
{
  bool was_interactive = interactive;
  interactive = false;
  for (int i = 0; i <= LAST_SIGNAL; i++) {
    arrived[i] = 0;
    if (traps[i] && *traps[i]) set_trap(i, NULL);
  }
  any_arrived = 0;
  if (!was_interactive) return;
  if (!traps[SIGINT]) handle(SIGINT, SIG_DFL);
  for (size_t i = 0; i < sizeof LEFT_TO_PERSON / sizeof *LEFT_TO_PERSON; i++)
    if (!traps[LEFT_TO_PERSON[i]]) handle(LEFT_TO_PERSON[i], SIG_DFL);
}

/* ^C at a shell that a person uses: what it does itself is left, back to the prompt. */
static bool interrupted;

/* Runs the traps of signals that have come. Called between commands. */
static void run_traps(void)
{
  while (any_arrived && !in_trap) {
    any_arrived = 0;
    for (int i = 1; i <= LAST_SIGNAL; i++) {
      if (!arrived[i]) continue;
      arrived[i] = 0;
      if (i == SIGINT && interactive && !traps[i]) interrupted = true;
      if (!traps[i] || !*traps[i]) continue;
      int status = last_status;
      char *action = must(strdup(traps[i])); /* it may set itself anew */
      in_trap = true;
      run_text(action);
      in_trap = false;
      free(action);
      last_status = status;
    }
  }
}

/* Ends the shell, or the subshell that this is. */
static void leave(int status)
{
  last_status = status;
  char *action = traps[0];
  traps[0] = NULL;
  if (action && *action) {
    returning = false;
    breaking = continuing = 0;
    run_text(action);
    free(action);
  }
  _exit(status);
}
