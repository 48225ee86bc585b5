/*
 * Expansion (POSIX, Word Expansions). A word becomes letters, each with a mark that says where it came from, so that
 * splitting and patterns see only what was not quoted.
 */

enum {
  QUOTED = 'q',
  PLAIN = 'p',
  VALUE = 's', /* of an expansion outside of quotes: it is split */
  BREAK = 'b', /* between two of "$@": here a field ends, whatever IFS is */
  EMPTY = 'e', /* there was a quotation: the field exists, even empty */
};

/* How a text is read: as a word, within double quotes, as the body of a here-document. */
enum mode { IN_WORD, IN_QUOTES, IN_HERE };

struct expansion {
  struct text letters, marks;
};

static void expand(struct expansion *into, const char *text, enum mode mode);
static char *command_output(const char *command);

static void put(struct expansion *into, char letter, char mark)
{
  add(&into->letters, letter);
  add(&into->marks, mark);
}

static void put_value(struct expansion *into, const char *value, enum mode mode)
{
  for (; *value; value++) put(into, *value, mode == IN_WORD ? VALUE : QUOTED);
}

/* The closing bracket that matches one before `at`, or the end of the text. */
static const char *find_close(const char *at, char open, char close)
{
  for (int depth = 1; *at; at++) {
    if (*at == '\\' && at[1]) at++;
    else if (*at == '\'' || *at == '"') {
      char quote = *at;
      for (at++; *at && *at != quote; at++)
        if (*at == '\\' && quote == '"' && at[1]) at++;
      if (!*at) break;
    } else if (*at == open) depth++;
    else if (*at == close && --depth == 0) break;
  }
  return at;
}

static const char *find_quote(const char *at, char quote)
{
  for (; *at && *at != quote; at++) {
    if (*at == '\\' && at[1]) at++;
    else if (*at == '$' && (at[1] == '(' || at[1] == '{')) {
      at = find_close(at + 2, at[1], at[1] == '(' ? ')' : '}');
      if (!*at) break;
    }
  }
  return at;
}

/* The value of a parameter other than @ and *; NULL where it is not set. */
static const char *parameter(const char *name)
{
  char first = name[0];
  if (isdigit((unsigned char)first)) {
    int number = atoi(name);
    if (number == 0) return shell_name;
    return number <= positional_count ? positional[number - 1] : NULL;
  }
  long number;
  if (first == '?') number = last_status;
  else if (first == '$') number = shell_pid;
  else if (first == '#') number = positional_count;
  else if (first == '!') {
    if (last_background == 0) return NULL;
    number = last_background;
  } else if (first == '-') {
    static char flags[6];
    char *at = flags;
    if (option_errexit) *at++ = 'e';
    if (option_noglob) *at++ = 'f';
    if (interactive) *at++ = 'i';
    if (option_nounset) *at++ = 'u';
    *at = '\0';
    return flags;
  } else return get_variable(name);
  const char *digits = number_text(number);
  return keep_text(digits, strlen(digits));
}

static void put_all_positional(struct expansion *into, char which, enum mode mode)
{
  const char *separators = get_variable("IFS");
  for (int i = 0; i < positional_count; i++) {
    if (i > 0 && which == '*' && mode != IN_WORD) {
      if (!separators) put(into, ' ', QUOTED);
      else if (*separators) put(into, *separators, QUOTED);
    } else if (i > 0) put(into, ' ', BREAK);
    put_value(into, positional[i], mode);
    if (mode == IN_QUOTES && which == '@') put(into, ' ', EMPTY);
  }
}

static char *pattern_of(const char *word);

/* ${x#y} ${x##y} ${x%y} ${x%%y} */
static char *trimmed(const char *value, const char *pattern, bool front, bool longest)
{
  size_t length = strlen(value);
  char *copy = keep_text(value, length);
  for (size_t i = 0; i <= length; i++) {
    size_t cut = front == longest ? length - i : i;
    if (front) {
      char *head = keep_text(value, cut);
      if (fnmatch(pattern, head, 0) == 0) return copy + cut;
    } else if (fnmatch(pattern, value + cut, 0) == 0) {
      copy[cut] = '\0';
      return copy;
    }
  }
  return copy;
}

/* What stands in ${...}. */
static void expand_braces(struct expansion *into, const char *text, enum mode mode)
{
  bool wants_length = text[0] == '#' && text[1] != '\0';
  if (wants_length) text++;
  size_t length = name_length(text);
  if (length == 0 && isdigit((unsigned char)*text)) length = strspn(text, "0123456789");
  if (length == 0 && *text) length = 1;
  char *name = keep_text(text, length);
  const char *rest = text + length;
  const char *value = parameter(name);
  bool all = is(name, "@") || is(name, "*");
  if (all && positional_count > 0) value = "";
  if (wants_length) return put_value(into, number_text(value ? (long)strlen(value) : 0), mode);

  bool colon = *rest == ':';
  if (colon) rest++;
  char operator = *rest;
  bool missing = !value || (colon && !all && *value == '\0');
  const char *word = operator ? rest + 1 : rest;
  if (operator && !strchr(colon ? "-=?+" : "-=?+#%", operator)) {
    complain("${%s}: bad substitution", text);
    expansion_failed = true;
  } else if (operator == '+') {
    if (!missing) expand(into, word, mode);
    return;
  } else if (operator == '-' && missing) return expand(into, word, mode);
  else if (operator == '=' && missing) {
    value = expand_text(word);
    if (!set_variable(name, value)) expansion_failed = true;
  } else if (operator == '?' && missing) {
    complain("%s: %s", name, *word ? expand_text(word) : "parameter not set");
    expansion_failed = true;
  } else if ((operator == '#' || operator == '%') && value) {
    bool longest = *word == operator;
    value = trimmed(value, pattern_of(word + longest), operator == '#', longest);
  } else if (!value && option_nounset && !all) {
    complain("%s: parameter not set", name);
    expansion_failed = true;
  }
  if (all) put_all_positional(into, *name, mode);
  else if (value) put_value(into, value, mode);
}

/* What a `$` begins; answers where it ends. */
static const char *expand_dollar(struct expansion *into, const char *at, enum mode mode)
{
  char next = at[1];
  if (next == '(') {
    const char *end = find_close(at + 2, '(', ')');
    char *inner = keep_text(at + 2, (size_t)(end - at - 2));
    size_t length = strlen(inner);
    if (inner[0] == '(' && length > 1 && inner[length - 1] == ')' && find_close(inner + 1, '(', ')') == inner + length - 1) {
      inner[length - 1] = '\0';
      put_value(into, number_text(arithmetic(expand_text(inner + 1))), mode);
    } else put_value(into, command_output(inner), mode);
    return *end ? end + 1 : end;
  }
  if (next == '{') {
    const char *end = find_close(at + 2, '{', '}');
    expand_braces(into, keep_text(at + 2, (size_t)(end - at - 2)), mode);
    return *end ? end + 1 : end;
  }
  size_t length = name_length(at + 1);
  if (length == 0 && next && strchr("?$#!-@*0123456789", next)) length = 1;
  if (length == 0) {
    put(into, '$', mode == IN_WORD ? PLAIN : QUOTED);
    return at + 1;
  }
  expand_braces(into, keep_text(at + 1, length), mode);
  return at + 1 + length;
}

static const char *expand_backquotes(struct expansion *into, const char *at, enum mode mode)
{
  struct text command = {0};
  for (at++; *at && *at != '`'; at++) {
    if (*at == '\\' && at[1] && strchr("$`\\", at[1])) at++;
    add(&command, *at);
  }
  put_value(into, command_output(finish(&command)), mode);
  return *at ? at + 1 : at;
}

static void expand(struct expansion *into, const char *text, enum mode mode)
{
  const char *at = text;
  if (mode == IN_WORD && *at == '~' && (at[1] == '\0' || at[1] == '/') && get_variable("HOME")) {
    put_value(into, get_variable("HOME"), IN_QUOTES);
    at++;
  }
  while (*at) {
    if (*at == '$') at = expand_dollar(into, at, mode);
    else if (*at == '`') at = expand_backquotes(into, at, mode);
    else if (*at == '\\' && at[1]) {
      bool escapes = mode == IN_WORD || strchr(mode == IN_HERE ? "$`\\\n" : "$`\"\\\n", at[1]);
      if (!escapes) put(into, '\\', QUOTED);
      if (at[1] != '\n' || !escapes) put(into, at[1], QUOTED);
      at += 2;
    } else if (*at == '\'' && mode == IN_WORD) {
      for (at++; *at && *at != '\''; at++) put(into, *at, QUOTED);
      put(into, ' ', EMPTY);
      if (*at) at++;
    } else if (*at == '"' && mode == IN_WORD) {
      const char *end = find_quote(at + 1, '"');
      char *inner = keep_text(at + 1, (size_t)(end - at - 1));
      if (!(is(inner, "$@") || is(inner, "${@}"))) put(into, ' ', EMPTY);
      expand(into, inner, IN_QUOTES);
      at = *end ? end + 1 : end;
    } else if (*at == '"' && mode == IN_QUOTES) at++; /* within "${x:-"y"}" */
    else {
      put(into, *at, mode == IN_WORD ? PLAIN : QUOTED);
      at++;
    }
  }
}
