/* Memory, and saying things. */

/*
 * What is parsed or expanded lives on a stack of blocks: `mark`, work, `release`. A list of commands is released once it has run, unless it
 * defined a function.
 */
enum { BLOCK = 16384 };

struct block {
  struct block *below;
  size_t used, size;
  char bytes[];
};

struct mark {
  struct block *block;
  size_t used;
};

static struct block *top_block;

static void *must(void *memory)
{
  if (memory) return memory;
  out(2, "%s: out of memory\n", shell_name);
  _exit(STATUS_SYNTAX);
}

static void *keep(size_t size)
{
  size = (size + 15) & ~(size_t)15;
  if (!top_block || top_block->used + size > top_block->size) {
    size_t room = size > BLOCK ? size : BLOCK;
    struct block *block = must(malloc(sizeof *block + room));
    block->below = top_block;
    block->used = 0;
    block->size = room;
    top_block = block;
  }
  void *memory = top_block->bytes + top_block->used;
  top_block->used += size;
  return memset(memory, 0, size);
}

static char *keep_text(const char *text, size_t length)
{
  char *copy = keep(length + 1);
  memcpy(copy, text, length);
  return copy;
}

static struct mark mark(void) { return (struct mark){top_block, top_block ? top_block->used : 0}; }

static void release(struct mark to)
{
  while (top_block != to.block) {
    struct block *below = top_block->below;
    free(top_block);
    top_block = below;
  }
  if (top_block) top_block->used = to.used;
}

/* Text that grows. It is freed, or handed on with `finish`, by whoever began it. */
struct text {
  char *bytes;
  size_t length, room;
};

static void add(struct text *text, char letter)
{
  if (text->length + 1 >= text->room) {
    text->room = text->room ? 2 * text->room : 64;
    text->bytes = must(realloc(text->bytes, text->room));
  }
  text->bytes[text->length++] = letter;
  text->bytes[text->length] = '\0';
}

static void add_all(struct text *text, const char *more)
{
  while (*more) add(text, *more++);
}

/* A copy that is kept like all else, and no text any more. */
static char *finish(struct text *text)
{
  char *copy = keep_text(text->bytes ? text->bytes : "", text->length);
  free(text->bytes);
  *text = (struct text){0};
  return copy;
}

static const char *number_text(long number)
{
  static char digits[24];
  char *at = digits + sizeof digits - 1;
  unsigned long rest = number < 0 ? -(unsigned long)number : (unsigned long)number;
  do *--at = (char)('0' + rest % 10);
  while (rest /= 10);
  if (number < 0) *--at = '-';
  return at;
}

static void write_all(int fd, const char *bytes, size_t length)
{
  while (length > 0) {
    ssize_t written = write(fd, bytes, length);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    bytes += written;
    length -= (size_t)written;
  }
}

/* printf with %s, %d (a long) and %c only: a tenth of the size. In one write, so that lines of several processes stay whole. */
static void out_list(int fd, const char *format, va_list rest)
{
  struct text text = {0};
  for (; *format; format++) {
    if (*format != '%') add(&text, *format);
    else if (*++format == 's') add_all(&text, va_arg(rest, const char *));
    else if (*format == 'd') add_all(&text, number_text(va_arg(rest, long)));
    else add(&text, (char)va_arg(rest, int));
  }
  write_all(fd, text.bytes ? text.bytes : "", text.length);
  free(text.bytes);
}

static void out(int fd, const char *format, ...)
{
  va_list rest;
  va_start(rest, format);
  out_list(fd, format, rest);
  va_end(rest);
}

static void complain(const char *format, ...)
{
  va_list rest;
  va_start(rest, format);
  struct text line = {0};
  add_all(&line, shell_name);
  add_all(&line, ": ");
  add_all(&line, format);
  add(&line, '\n');
  out_list(2, line.bytes, rest);
  free(line.bytes);
  va_end(rest);
}

static bool is(const char *one, const char *other) { return strcmp(one, other) == 0; }
