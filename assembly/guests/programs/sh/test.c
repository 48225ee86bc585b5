/* test and [: by the number of arguments, as POSIX has it, with -a, -o and brackets for longer ones. */

static char **test_at, **test_end;
static bool test_failed;

static bool test_or(void);

static long test_number(const char *text)
{
  char *end;
  long number = strtol(text, &end, 10);
  if (end != text && *end == '\0') return number;
  complain("test: %s: not a number", text);
  test_failed = true;
  return 0;
}

static bool test_file(char what, const char *path)
{
  struct stat file;
  if (what == 'r' || what == 'w' || what == 'x') return access(path, what == 'r' ? R_OK : what == 'w' ? W_OK : X_OK) == 0;
  if (what == 'h' || what == 'L') return lstat(path, &file) == 0 && S_ISLNK(file.st_mode);
  if (stat(path, &file) != 0) return false;
  switch (what) {
  case 'f': return S_ISREG(file.st_mode);
  case 'd': return S_ISDIR(file.st_mode);
  case 'p': return S_ISFIFO(file.st_mode);
  case 'c': return S_ISCHR(file.st_mode);
  case 's': return file.st_size > 0;
  default: return true;
  }
}

static const char *const TEST_BINARIES[] = {"=", "!=", "-eq", "-ne", "-lt", "-le", "-gt", "-ge", NULL};

static int test_binary(const char *text)
{
  for (int i = 0; TEST_BINARIES[i]; i++)
    if (is(text, TEST_BINARIES[i])) return i;
  return -1;
}

static bool test_compare(const char *one, int how, const char *other)
{
  if (how < 2) return is(one, other) == (how == 0);
  long left = test_number(one), right = test_number(other);
  switch (how) {
  case 2: return left == right;
  case 3: return left != right;
  case 4: return left < right;
  case 5: return left <= right;
  case 6: return left > right;
  default: return left >= right;
  }
}

static bool test_primary(void)
{
  ptrdiff_t left = test_end - test_at;
  if (left <= 0) return test_failed = true, false;
  const char *first = *test_at++;
  if (left >= 3 && test_binary(test_at[0]) >= 0) {
    const char *operator = *test_at++;
    return test_compare(first, test_binary(operator), *test_at++);
  }
  if (is(first, "!") && left > 1) return !test_primary();
  if (is(first, "(") && left > 2) {
    bool value = test_or();
    if (test_at < test_end && is(*test_at, ")")) test_at++;
    else test_failed = true;
    return value;
  }
  if (left < 2 || first[0] != '-' || !first[1] || first[2]) return *first != '\0';
  if (!strchr("rwxhLfdpcsentzk", first[1])) return true;
  const char *operand = *test_at++;
  if (first[1] == 'n') return *operand != '\0';
  if (first[1] == 'z') return *operand == '\0';
  if (first[1] == 't') return isatty((int)test_number(operand));
  return test_file(first[1], operand);
}

static bool test_and(void)
{
  bool value = test_primary();
  while (test_at < test_end && is(*test_at, "-a")) {
    test_at++;
    value = test_primary() && value;
  }
  return value;
}

static bool test_or(void)
{
  bool value = test_and();
  while (test_at < test_end && is(*test_at, "-o")) {
    test_at++;
    value = test_and() || value;
  }
  return value;
}

static int builtin_test(char **argv)
{
  test_at = argv + 1;
  for (test_end = test_at; *test_end; test_end++) continue;
  if (is(argv[0], "[")) {
    if (test_end == test_at || !is(test_end[-1], "]")) return complain("[: expected ]"), STATUS_SYNTAX;
    test_end--;
  }
  test_failed = false;
  if (test_at == test_end) return 1;
  bool value = test_or();
  if (!test_failed && test_at < test_end) complain("test: %s: unexpected", *test_at), test_failed = true;
  return test_failed ? STATUS_SYNTAX : !value;
}
