/* Printing without stdio: nothing is kept back, so forked processes print each line once; and the guest stays small. */
#include <string.h>
#include <unistd.h>

/* Prints a line; a number takes the place of `#`. */
static void say(const char *text, long number)
{
  char line[256];
  int length = 0;
  for (; *text != '\0' && length < 200; text++) {
    if (*text != '#') {
      line[length++] = *text;
      continue;
    }
    char digits[24];
    int count = 0;
    unsigned long rest = number < 0 ? -(unsigned long)number : (unsigned long)number;
    if (number < 0) line[length++] = '-';
    do digits[count++] = (char)('0' + rest % 10);
    while ((rest /= 10) > 0);
    while (count > 0) line[length++] = digits[--count];
  }
  line[length++] = '\n';
  write(STDOUT_FILENO, line, length);
}

static void say_whether(const char *text, int is_so)
{
  char line[256];
  strcpy(line, text);
  strcat(line, is_so ? ": yes" : ": no");
  say(line, 0);
}
