/* Where commands come from: a text, or a descriptor. */

struct input {
  struct input *outer;
  const char *string; /* NULL: from the descriptor */
  int fd;
  bool prompts;
  int back; /* a letter that was given back, or NO_LETTER */
  bool ended;
  bool amid_line;
};

enum { EOF_LETTER = -1, INTERRUPTED = -2, NO_LETTER = -3 };

static struct input *input;
/* Is a command half read? Then the prompt is another one. */
static bool within_command;
/* What has been read of the list of commands that is being parsed, for the texts of jobs. */
static struct text source;

static void prompt(void)
{
  const char *text = get_variable(within_command ? "PS2" : "PS1");
  out(2, "%s", text ? text : within_command ? "> " : "$ ");
}

/*
 * One byte at a time: what follows a command on the same descriptor is the command's to read (POSIX, sh: the shell
 * shall not read more than it needs).
 */
static int read_letter(void)
{
  unsigned char letter;
  for (;;) {
    ssize_t got = read(input->fd, &letter, 1);
    if (got == 1) return letter;
    if (got == 0) return EOF_LETTER;
    if (errno != EINTR) return EOF_LETTER;
    if (interactive) return INTERRUPTED;
  }
}

static int next_letter(void)
{
  int letter;
  if (input->back != NO_LETTER) {
    letter = input->back;
    input->back = NO_LETTER;
  } else if (input->ended) return EOF_LETTER;
  else if (input->string) letter = *input->string ? (unsigned char)*input->string++ : EOF_LETTER;
  else {
    if (input->prompts && !input->amid_line) prompt();
    letter = read_letter();
    input->amid_line = letter != '\n' && letter >= 0;
  }
  if (letter == EOF_LETTER) input->ended = true;
  if (letter >= 0) add(&source, (char)letter);
  return letter;
}

static void give_back(int letter)
{
  if (letter >= 0) source.bytes[--source.length] = '\0';
  input->back = letter;
}
