/* From what was expanded to fields, to one text, or to a pattern. */

struct list {
  char **items;
  size_t count, room;
};

static void append(struct list *list, char *item)
{
  if (list->count + 1 >= list->room) {
    size_t room = list->room ? 2 * list->room : 8;
    char **items = keep(room * sizeof *items);
    if (list->count) memcpy(items, list->items, list->count * sizeof *items);
    list->items = items;
    list->room = room;
  }
  list->items[list->count++] = item;
  list->items[list->count] = NULL;
}

static void drop(struct expansion *expansion)
{
  free(expansion->letters.bytes);
  free(expansion->marks.bytes);
}

/* The letters as a pattern of fnmatch: what was quoted means itself. */
static void add_to_pattern(struct text *pattern, char letter, char mark)
{
  if (mark == QUOTED && strchr("*?[]\\-!^", letter)) add(pattern, '\\');
  add(pattern, letter);
}

static char *pattern_of(const char *word)
{
  struct expansion expansion = {0};
  expand(&expansion, word, IN_WORD);
  struct text pattern = {0};
  for (size_t i = 0; i < expansion.letters.length; i++)
    if (expansion.marks.bytes[i] != EMPTY) add_to_pattern(&pattern, expansion.letters.bytes[i], expansion.marks.bytes[i]);
  drop(&expansion);
  return finish(&pattern);
}

static char *text_of(struct expansion *expansion)
{
  struct text text = {0};
  for (size_t i = 0; i < expansion->letters.length; i++)
    if (expansion->marks.bytes[i] != EMPTY) add(&text, expansion->letters.bytes[i]);
  drop(expansion);
  return finish(&text);
}

/* All expansions, but neither splitting nor file names: for assignments, redirections and the like. */
static char *expand_text(const char *word)
{
  struct expansion expansion = {0};
  expand(&expansion, word, IN_WORD);
  return text_of(&expansion);
}

static char *expand_here(const char *body)
{
  struct expansion expansion = {0};
  expand(&expansion, body, IN_HERE);
  return text_of(&expansion);
}

/* Ends a field: names of files in its place where it is a pattern that some match. */
static void end_field(struct list *fields, struct text *field, struct text *pattern, bool *magic)
{
  char *name = finish(field), *wanted = finish(pattern);
  glob_t found;
  if (*magic && !option_noglob && glob(wanted, 0, NULL, &found) == 0) {
    for (size_t i = 0; i < found.gl_pathc; i++) append(fields, keep_text(found.gl_pathv[i], strlen(found.gl_pathv[i])));
    globfree(&found);
  } else append(fields, name);
  *magic = false;
}

/* POSIX, Field Splitting: white space of IFS is trimmed and counts as one; any other separator ends a field by itself. */
static void split(struct list *fields, struct expansion *expansion)
{
  const char *separators = get_variable("IFS");
  if (!separators) separators = " \t\n";
  struct text field = {0}, pattern = {0};
  bool exists = false, magic = false, after_space = false;
  for (size_t i = 0; i < expansion->letters.length; i++) {
    char letter = expansion->letters.bytes[i], mark = expansion->marks.bytes[i];
    if (mark == EMPTY) {
      exists = true;
      after_space = false;
      continue;
    }
    bool separates = mark == BREAK || (mark == VALUE && strchr(separators, letter));
    if (!separates) {
      add(&field, letter);
      add_to_pattern(&pattern, letter, mark);
      if (mark != QUOTED && strchr("*?[", letter)) magic = true;
      exists = true;
      after_space = false;
      continue;
    }
    bool space = mark == VALUE && strchr(" \t\n", letter);
    if (exists || (!space && !after_space && mark == VALUE)) {
      end_field(fields, &field, &pattern, &magic);
      after_space = space;
    } else if (!space) after_space = false;
    exists = false;
  }
  if (exists) end_field(fields, &field, &pattern, &magic);
  drop(expansion);
}

static struct list expand_words(const struct word *words)
{
  struct list fields = {0};
  for (; words; words = words->next) {
    struct expansion expansion = {0};
    expand(&expansion, words->text, IN_WORD);
    split(&fields, &expansion);
  }
  if (!fields.items) fields.items = keep(sizeof *fields.items);
  return fields;
}
