/* $((...)): whole numbers with C's operators, by precedence climbing. Assignments are left out. */

static const char *sum_at;
static bool sum_failed;

static long sum_of(int least);

static void sum_spaces(void)
{
  while (isspace((unsigned char)*sum_at)) sum_at++;
}

static long sum_operand(void)
{
  sum_spaces();
  char first = *sum_at;
  if (first == '(') {
    sum_at++;
    long value = sum_of(0);
    sum_spaces();
    if (*sum_at == ')') sum_at++;
    else sum_failed = true;
    return value;
  }
  if (first == '-' || first == '+' || first == '!' || first == '~') {
    sum_at++;
    long value = sum_operand();
    return first == '-' ? (long)-(unsigned long)value : first == '!' ? !value : first == '~' ? ~value : value;
  }
  size_t length = name_length(sum_at);
  if (length > 0) {
    const char *value = get_variable(keep_text(sum_at, length));
    sum_at += length;
    return value ? strtol(value, NULL, 0) : 0;
  }
  char *end;
  long value = strtol(sum_at, &end, 0);
  if (end == sum_at) sum_failed = true;
  sum_at = end;
  return value;
}

/* Longer ones first, where one begins another. */
static const struct operator {
  const char *text;
  int precedence;
} OPERATORS[] = {{"||", 1}, {"&&", 2}, {"<<", 8}, {">>", 8}, {"<=", 7}, {">=", 7}, {"==", 6}, {"!=", 6}, {"|", 3}, {"^", 4},
                 {"&", 5},  {"<", 7},  {">", 7},  {"+", 9},  {"-", 9},  {"*", 10}, {"/", 10}, {"%", 10}, {NULL, 0}};

static const struct operator *sum_operator(void)
{
  sum_spaces();
  const struct operator *each = OPERATORS;
  while (each->text && strncmp(sum_at, each->text, strlen(each->text)) != 0) each++;
  return each;
}

static long sum_apply(const char *operator, long one, long other)
{
  unsigned long left = (unsigned long)one, right = (unsigned long)other;
  switch (operator[0]) {
  case '+': return (long)(left + right);
  case '-': return (long)(left - right);
  case '*': return (long)(left * right);
  case '/':
  case '%':
    if (other == 0) return sum_failed = true, 0;
    if (other == -1) return operator[0] == '/' ? (long)-left : 0;
    return operator[0] == '/' ? one / other : one % other;
  case '^': return one ^ other;
  case '=': return one == other;
  case '!': return one != other;
  case '|': return operator[1] ? one || other : one | other;
  case '&': return operator[1] ? one && other : one & other;
  case '<': return operator[1] == '<' ? (long)(left << (right & 31)) : operator[1] ? one <= other : one < other;
  default: return operator[1] == '>' ? one >> (right & 31) : operator[1] ? one >= other : one > other;
  }
}

static long sum_of(int least)
{
  long value = sum_operand();
  for (;;) {
    const struct operator *next = sum_operator();
    if (!next->text || next->precedence <= least || sum_failed) break;
    sum_at += strlen(next->text);
    value = sum_apply(next->text, value, sum_of(next->precedence));
  }
  sum_spaces();
  if (*sum_at != '?' || least > 0) return value;
  sum_at++;
  long chosen = sum_of(0);
  sum_spaces();
  if (*sum_at != ':') return sum_failed = true, 0;
  sum_at++;
  long otherwise = sum_of(0);
  return value ? chosen : otherwise;
}

static long arithmetic(const char *text)
{
  sum_at = text;
  sum_failed = false;
  long value = sum_of(0);
  sum_spaces();
  if (!sum_failed && *sum_at == '\0') return value;
  complain("arithmetic: %s: not an expression", text);
  expansion_failed = true;
  return 0;
}
