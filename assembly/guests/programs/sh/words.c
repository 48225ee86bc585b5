/* From letters to words and operators. A word keeps its quotes: they are taken away when it is expanded. */

enum token { WORD, NEWLINE, END, SEMICOLON, AMPERSAND, BAR, OPEN, CLOSE, AND_IF, OR_IF, CASE_END, REDIRECT };

static enum token token;
static char *token_text;                     /* of a WORD */
static struct redirection *token_redirection; /* of a REDIRECT, its word to follow */
static bool token_known;                     /* has been looked at, not yet taken */
static bool syntax_failed;
/* Here-documents whose bodies begin at the next line. */
static struct redirection *awaited[16];
static int awaited_count;

static void fail_syntax(const char *what)
{
  if (!syntax_failed && what) complain("syntax error: %s", what);
  syntax_failed = true;
  token = END;
  token_known = true;
}

static void read_until(struct text *text, char last);

/* After a `$` or within quotes: everything up to the matching bracket, with what it nests. */
static void read_nested(struct text *text, char open, char close)
{
  for (int depth = 1; depth > 0;) {
    int letter = next_letter();
    if (letter < 0) return fail_syntax("a bracket is not closed");
    add(text, (char)letter);
    if (letter == '\\') {
      if ((letter = next_letter()) >= 0) add(text, (char)letter);
    } else if (letter == '\'' || letter == '"' || letter == '`') read_until(text, (char)letter);
    else if (letter == open) depth++;
    else if (letter == close) depth--;
  }
}

/* What may follow a `$`, its first letter added already. */
static void read_dollar(struct text *text)
{
  int letter = next_letter();
  if (letter != '(' && letter != '{') return give_back(letter);
  add(text, (char)letter);
  read_nested(text, (char)letter, letter == '(' ? ')' : '}');
}

/* The rest of a quotation, the quote at its end included. */
static void read_until(struct text *text, char last)
{
  for (;;) {
    int letter = next_letter();
    if (letter < 0) return fail_syntax(letter == INTERRUPTED ? NULL : "a quotation is not closed");
    add(text, (char)letter);
    if (letter == last) return;
    if (last == '\'') continue;
    if (letter == '\\') {
      if ((letter = next_letter()) >= 0) add(text, (char)letter);
    } else if (letter == '$' && last == '"') read_dollar(text);
    else if (letter == '`' && last == '"') read_until(text, '`');
  }
}

static bool ends_word(int letter) { return letter < 0 || strchr(" \t\n;&|()<>", letter) != NULL; }

static char *read_word(int letter)
{
  struct text text = {0};
  for (; !ends_word(letter); letter = next_letter()) {
    if (letter == '\\') {
      int next = next_letter();
      if (next == '\n') continue; /* the line goes on */
      add(&text, '\\');
      if (next >= 0) add(&text, (char)next);
      continue;
    }
    add(&text, (char)letter);
    if (letter == '\'' || letter == '"' || letter == '`') read_until(&text, (char)letter);
    else if (letter == '$') read_dollar(&text);
  }
  give_back(letter);
  return finish(&text);
}

/* A delimiter: quotes are taken away, nothing is expanded. */
static char *without_quotes(const char *word)
{
  struct text text = {0};
  char quote = '\0';
  for (; *word; word++) {
    if (*word == quote) quote = '\0';
    else if (!quote && (*word == '\'' || *word == '"')) quote = *word;
    else if (*word == '\\' && quote != '\'' && word[1]) add(&text, *++word);
    else add(&text, *word);
  }
  return finish(&text);
}

/* A here-document's body, up to the line that is its delimiter. */
static void read_here_document(struct redirection *here)
{
  char *delimiter = without_quotes(here->word);
  struct text body = {0}, line = {0};
  for (bool more = true; more;) {
    int letter;
    line.length = 0;
    while ((letter = next_letter()) >= 0 && letter != '\n') {
      if (here->strip && letter == '\t' && line.length == 0) continue;
      add(&line, (char)letter);
      if (letter == '\\' && here->expand && (letter = next_letter()) >= 0) add(&line, (char)letter);
    }
    more = letter >= 0;
    const char *read = line.length ? line.bytes : "";
    if (is(read, delimiter) || (!more && line.length == 0)) break;
    add_all(&body, read);
    add(&body, '\n');
  }
  free(line.bytes);
  here->body = finish(&body);
}

static enum token read_redirection(int letter, int fd)
{
  int next = next_letter();
  struct redirection *made = token_redirection = keep(sizeof *made);
  made->fd = fd >= 0 ? fd : letter == '>';
  made->direction = letter == '>' ? TO : FROM;
  if (next == '&') made->direction = letter == '>' ? COPY_TO : COPY_FROM;
  else if (next == '>' && letter == '>') made->direction = TO_END;
  else if (next == '>') made->direction = BOTH;
  else if (next == '|' && letter == '>') made->direction = TO;
  else if (next == '<' && letter == '<') {
    made->direction = HERE;
    next = next_letter();
    made->strip = next == '-';
    if (next != '-') give_back(next);
  } else give_back(next);
  return REDIRECT;
}

static enum token read_token(void)
{
  int letter;
  for (;;) {
    letter = next_letter();
    if (letter == '\\') {
      int next = next_letter();
      if (next == '\n') continue;
      give_back(next);
    }
    if (letter == '#')
      while (letter >= 0 && letter != '\n') letter = next_letter();
    if (letter != ' ' && letter != '\t') break;
  }
  int next;
  switch (letter) {
  case INTERRUPTED: fail_syntax(NULL); return END;
  case EOF_LETTER: return END;
  case '\n':
    for (int i = 0; i < awaited_count; i++) read_here_document(awaited[i]);
    awaited_count = 0;
    return NEWLINE;
  case '(': return OPEN;
  case ')': return CLOSE;
  case '<':
  case '>': return read_redirection(letter, -1);
  case ';':
  case '&':
  case '|':
    next = next_letter();
    if (next == letter) return letter == ';' ? CASE_END : letter == '&' ? AND_IF : OR_IF;
    give_back(next);
    return letter == ';' ? SEMICOLON : letter == '&' ? AMPERSAND : BAR;
  }
  if (letter == '\\') { /* given back to the word's reader: a quoted letter begins it */
    next = next_letter();
    struct text quoted = {0};
    add(&quoted, '\\');
    if (next >= 0) add(&quoted, (char)next);
    int after = next_letter();
    char *rest = ends_word(after) ? (give_back(after), "") : read_word(after);
    add_all(&quoted, rest);
    token_text = finish(&quoted);
    return WORD;
  }
  token_text = read_word(letter);
  if (isdigit((unsigned char)token_text[0]) && token_text[1] == '\0') {
    next = next_letter();
    if (next == '<' || next == '>') return read_redirection(next, token_text[0] - '0');
    give_back(next);
  }
  return WORD;
}

static enum token look(void)
{
  if (!token_known) {
    enum token read = read_token();
    if (!syntax_failed) token = read;
    token_known = true;
  }
  return token;
}

static void take(void)
{
  if (!syntax_failed) token_known = false;
}

static bool looks_like(const char *reserved) { return look() == WORD && is(token_text, reserved); }
