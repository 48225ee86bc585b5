/* From words to commands (POSIX, Shell Grammar), by recursive descent. */

static struct node *parse_list(void);

static struct node *make_node(enum kind kind, struct node *left, struct node *right)
{
  struct node *node = keep(sizeof *node);
  node->kind = kind;
  node->left = left;
  node->right = right;
  return node;
}

static void skip_newlines(void)
{
  while (look() == NEWLINE) take();
}

static void expect(const char *reserved)
{
  if (looks_like(reserved)) take();
  else fail_syntax(look() == END ? "end of file within a command" : reserved);
}

static const char *const ENDINGS[] = {"then", "else", "elif", "fi", "do", "done", "esac", "}", NULL};

static bool ends_list(void)
{
  enum token next = look();
  if (next == END || next == CLOSE || next == CASE_END) return true;
  if (next != WORD) return false;
  for (int i = 0; ENDINGS[i]; i++)
    if (is(token_text, ENDINGS[i])) return true;
  return false;
}

/* The texts between two places of what has been read. */
static char *source_since(size_t from)
{
  size_t to = source.length;
  while (to > from && strchr(" \t\n;&|)", source.bytes[to - 1])) to--;
  while (from < to && isspace((unsigned char)source.bytes[from])) from++;
  return keep_text(source.bytes + from, to - from);
}

static bool parse_redirection(struct redirection ***link)
{
  if (look() != REDIRECT) return false;
  struct redirection *made = token_redirection;
  take();
  if (look() != WORD) return fail_syntax("a redirection without a file"), false;
  made->word = token_text;
  if (made->direction == HERE) {
    made->expand = strpbrk(token_text, "'\"\\") == NULL;
    if (awaited_count == sizeof awaited / sizeof *awaited) return fail_syntax("too many here-documents"), false;
    awaited[awaited_count++] = made;
  }
  take();
  **link = made;
  *link = &made->next;
  return true;
}

static void add_word(struct word ***link)
{
  struct word *word = keep(sizeof *word);
  word->text = token_text;
  **link = word;
  *link = &word->next;
  take();
}

static bool is_assignment(const char *text)
{
  size_t length = name_length(text);
  return length > 0 && text[length] == '=';
}

static struct node *parse_body(const char *first, const char *last)
{
  expect(first);
  struct node *body = parse_list();
  expect(last);
  return body;
}

static struct node *parse_if(void)
{
  struct node *node = make_node(IF, parse_list(), NULL);
  expect("then");
  node->right = parse_list();
  if (looks_like("elif")) {
    take();
    node->otherwise = parse_if();
    return node;
  }
  if (looks_like("else")) {
    take();
    node->otherwise = parse_list();
  }
  expect("fi");
  return node;
}

static struct node *parse_for(void)
{
  struct node *node = make_node(FOR, NULL, NULL);
  if (look() != WORD || !is_name(token_text)) return fail_syntax("for expects a name"), node;
  node->name = token_text;
  take();
  skip_newlines();
  struct word **link = &node->words;
  if (looks_like("in")) {
    node->has_words = true;
    take();
    while (look() == WORD) add_word(&link);
  }
  if (look() == SEMICOLON) take();
  skip_newlines();
  node->left = parse_body("do", "done");
  return node;
}

static struct node *parse_case(void)
{
  struct node *node = make_node(CASE, NULL, NULL);
  struct word **word = &node->words;
  if (look() == WORD) add_word(&word);
  skip_newlines();
  expect("in");
  skip_newlines();
  struct branch **link = &node->branches;
  while (!syntax_failed && !looks_like("esac")) {
    struct branch *branch = keep(sizeof *branch);
    struct word **pattern = &branch->patterns;
    if (look() == OPEN) take();
    while (look() == WORD) {
      add_word(&pattern);
      if (look() != BAR) break;
      take();
    }
    if (look() != CLOSE) return fail_syntax("case expects )"), node;
    take();
    branch->body = parse_list();
    *link = branch;
    link = &branch->next;
    if (look() != CASE_END) break;
    take();
    skip_newlines();
  }
  expect("esac");
  return node;
}

static struct node *parse_simple(void)
{
  struct node *node = make_node(SIMPLE, NULL, NULL);
  struct word **assignment = &node->assignments, **word = &node->words;
  struct redirection **redirection = &node->redirections;
  while (look() == WORD || look() == REDIRECT) {
    if (look() == REDIRECT) parse_redirection(&redirection);
    else if (!node->words && is_assignment(token_text)) add_word(&assignment);
    else add_word(&word);
  }
  if (look() == OPEN && node->words && !node->words->next && is_name(node->words->text)) {
    take();
    if (look() != CLOSE) return fail_syntax("a function's name is followed by ()"), node;
    take();
    skip_newlines();
    node->kind = FUNCTION;
    node->name = node->words->text;
    node->left = NULL;
    return node;
  }
  if (!node->words && !node->assignments && !node->redirections) {
    static const char *const NAMES[] = {"", "newline", "end of file within a command", ";", "&", "|", "(", ")", "&&", "||", ";;", ""};
    fail_syntax(look() == WORD ? token_text : NAMES[look()]);
  }
  return node;
}

static struct node *parse_command(void)
{
  struct node *node;
  if (look() == OPEN) {
    take();
    node = make_node(SUBSHELL, parse_list(), NULL);
    if (look() == CLOSE) take();
    else fail_syntax("( is not closed");
  } else if (looks_like("{")) node = make_node(GROUP, parse_body("{", "}"), NULL);
  else if (looks_like("if")) take(), node = parse_if();
  else if (looks_like("for")) take(), node = parse_for();
  else if (looks_like("case")) take(), node = parse_case();
  else if (looks_like("while") || looks_like("until")) {
    node = make_node(looks_like("while") ? WHILE : UNTIL, NULL, NULL);
    take();
    node->left = parse_list();
    node->right = parse_body("do", "done");
  } else {
    if (ends_list() && look() == WORD) fail_syntax(token_text);
    node = parse_simple();
    if (node->kind == FUNCTION && !syntax_failed) node->left = parse_command();
    return node;
  }
  for (struct redirection **link = &node->redirections; parse_redirection(&link);) continue;
  return node;
}

/* PIPELINE: a list by `right` of the commands in `left`. One command alone is itself. */
static struct node *parse_pipeline(void)
{
  look();
  size_t from = source.length - (token == WORD && token_text ? strlen(token_text) : 1);
  if (looks_like("!")) {
    take();
    return make_node(NOT, parse_pipeline(), NULL);
  }
  struct node *first = make_node(PIPELINE, parse_command(), NULL);
  struct node *last = first;
  while (look() == BAR) {
    take();
    skip_newlines();
    last = last->right = make_node(PIPELINE, parse_command(), NULL);
  }
  first->text = source_since(from);
  return first;
}

static struct node *parse_and_or(void)
{
  struct node *left = parse_pipeline();
  while (look() == AND_IF || look() == OR_IF) {
    enum kind kind = look() == AND_IF ? AND : OR;
    take();
    skip_newlines();
    left = make_node(kind, left, parse_pipeline());
  }
  return left;
}

/* One and-or list, with the `&` or `;` behind it. */
static struct node *parse_item(void)
{
  look();
  size_t from = source.length - (token == WORD && token_text ? strlen(token_text) : 1);
  struct node *node = parse_and_or();
  if (look() == AMPERSAND) {
    node = make_node(BACKGROUND, node, NULL);
    node->text = source_since(from);
    take();
  } else if (look() == SEMICOLON) take();
  return node;
}

static struct node *parse_list(void)
{
  struct node *list = NULL;
  for (skip_newlines(); !ends_list(); skip_newlines()) {
    struct node *item = parse_item();
    list = list ? make_node(SEQUENCE, list, item) : item;
  }
  if (!list) fail_syntax(look() == WORD ? token_text : "a command is missing");
  return list;
}

/* The commands of one line; NULL for an empty one. `look() == END` tells whether that was the last. */
static struct node *parse_line(void)
{
  struct node *line = NULL;
  within_command = false;
  syntax_failed = token_known = false;
  awaited_count = 0;
  source.length = 0;
  while (look() != NEWLINE && look() != END) {
    within_command = true;
    struct node *item = parse_item();
    line = line ? make_node(SEQUENCE, line, item) : item;
    if (look() != NEWLINE && look() != END && look() != WORD && look() != OPEN && look() != REDIRECT)
      fail_syntax("an unexpected operator");
  }
  if (awaited_count > 0 && look() == END) { /* a here-document that the end of the text cuts off */
    for (int i = 0; i < awaited_count; i++) awaited[i]->body = "";
  }
  return line;
}
