/* Variables, the environment that is made of them, and functions. */

struct variable {
  struct variable *next;
  char *name, *value; /* value: NULL when it is only marked as exported or readonly */
  bool exported, fixed;
};

struct function {
  struct function *next;
  char *name;
  struct node *body;
};

static struct variable *variables;
static struct function *functions;

static size_t name_length(const char *text)
{
  if (!isalpha((unsigned char)*text) && *text != '_') return 0;
  size_t length = 1;
  while (isalnum((unsigned char)text[length]) || text[length] == '_') length++;
  return length;
}

static bool is_name(const char *text) { return *text && text[name_length(text)] == '\0'; }

static struct variable *find_variable(const char *name)
{
  for (struct variable *each = variables; each; each = each->next)
    if (is(each->name, name)) return each;
  return NULL;
}

static struct variable *make_variable(const char *name)
{
  struct variable *variable = find_variable(name);
  if (variable) return variable;
  variable = must(calloc(1, sizeof *variable));
  variable->name = must(strdup(name));
  variable->next = variables;
  return variables = variable;
}

static const char *get_variable(const char *name)
{
  struct variable *variable = find_variable(name);
  return variable ? variable->value : NULL;
}

static bool set_variable(const char *name, const char *value)
{
  struct variable *variable = make_variable(name);
  if (variable->fixed) {
    complain("%s: is read only", name);
    return false;
  }
  char *copy = must(strdup(value));
  free(variable->value);
  variable->value = copy;
  return true;
}

static void unset_variable(const char *name)
{
  for (struct variable **link = &variables; *link; link = &(*link)->next) {
    struct variable *found = *link;
    if (!is(found->name, name)) continue;
    if (found->fixed) {
      complain("%s: is read only", name);
      last_status = 1;
      return;
    }
    *link = found->next;
    free(found->name);
    free(found->value);
    free(found);
    return;
  }
}

/* "name=value" -> the variable; false if it may not be. */
static bool assign(const char *text)
{
  const char *equals = strchr(text, '=');
  char *name = keep_text(text, (size_t)(equals - text));
  return set_variable(name, equals + 1);
}

static void import_environment(char **environment)
{
  for (; *environment; environment++) {
    const char *equals = strchr(*environment, '=');
    if (!equals) continue;
    char *name = keep_text(*environment, (size_t)(equals - *environment));
    if (!is_name(name)) continue;
    set_variable(name, equals + 1);
    make_variable(name)->exported = true;
  }
}

/* Oldest first, so that what was handed to the shell is handed on in the same order. */
static char **environment_of_child(void)
{
  size_t count = 0;
  for (struct variable *each = variables; each; each = each->next) count += each->exported && each->value;
  char **environment = keep((count + 1) * sizeof *environment);
  for (struct variable *each = variables; each; each = each->next) {
    if (!each->exported || !each->value) continue;
    struct text entry = {0};
    add_all(&entry, each->name);
    add(&entry, '=');
    add_all(&entry, each->value);
    environment[--count] = finish(&entry);
  }
  return environment;
}

static struct function *find_function(const char *name)
{
  for (struct function *each = functions; each; each = each->next)
    if (is(each->name, name)) return each;
  return NULL;
}

static void define_function(const char *name, struct node *body)
{
  struct function *function = find_function(name);
  if (!function) {
    function = must(calloc(1, sizeof *function));
    function->name = must(strdup(name));
    function->next = functions;
    functions = function;
  }
  function->body = body;
}

static void unset_function(const char *name)
{
  for (struct function **link = &functions; *link; link = &(*link)->next) {
    if (!is((*link)->name, name)) continue;
    *link = (*link)->next;
    return;
  }
}
