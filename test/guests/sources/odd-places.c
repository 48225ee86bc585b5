/* Forks in odd places of statements and expressions, with values waiting on the operand stack. */
#include <alloca.h>
#include <stdarg.h>

#include "odd-places.h"

static int nested_loops(void)
{
  int sum = 0;
  for (int i = 0; i < 4; i++)
    for (int j = i; j < 5; j++)
      for (int k = 0; k < 3; k++) {
        if (i + j + k == 6 && k == 2 && j == 4) sum += 1000 * odd();
        if (sum > 1000 && k == 1) continue;
        sum += i * j - k;
      }
  return sum;
}

static int do_while_condition(void)
{
  int rounds = 0, sum = 0;
  do {
    sum += rounds * 10;
    if (++rounds == 4) break;
  } while (odd() || rounds < 3);
  return sum * 100 + rounds;
}

static int for_increment(void)
{
  int sum = 0;
  for (int i = 0; i < 6; i += 2 + odd()) sum = sum * 10 + i;
  return sum;
}

static int in_switch(int which)
{
  int sum = 5;
  switch (which + odd()) {
  case 0: sum += 1;
  case 1: sum += 20 * odd(); /* fall through */
  case 2: sum += 300; break;
  case 3: return -plain(sum) - odd();
  case 9: sum = 0; break;
  default: sum += 4000;
  }
  return sum * 10 + which;
}

static int arms(int x)
{
  int low = x > 3 ? plain(x) + (odd() ? plain(2) - x : x) : odd();
  if (low % 2 == 0) {
    low += plain(odd() + 1);
  } else {
    low -= plain(odd() + 2);
  }
  return low;
}

static int both(void) { return (odd() && plain(1)) * 100 + (odd() || plain(0)) * 10 + !odd(); }

static int comma(void)
{
  int a = 3, b;
  b = (a += 2, odd(), a *= 2, a + odd());
  return b * 100 + a;
}

static KEPT int weigh(int a, long long b, double c, int d, float e) { return a + (int)b * 10 + (int)(c * 100) + d * 1000 + (int)(e * 10000); }

static int argument_list(void)
{
  int first = weigh(plain(1), plain(2), plain(3) / 2.0, odd(), plain(4) / 7.0f);
  int second = weigh(plain(1), plain(2) + (long long)odd(), plain(3) / 2.0, plain(5), 1.5f);
  return first + plain(second) * weigh(odd(), 1, 0.25, plain(1), 0);
}

static KEPT long long add_all(int count, ...)
{
  va_list list;
  va_start(list, count);
  long long sum = 0;
  for (int i = 0; i < count; i++) {
    if (i == 2) sum += 1000000 * odd();
    switch (i % 3) {
    case 0: sum += va_arg(list, int); break;
    case 1: sum += va_arg(list, long long); break;
    default: sum += (long long)(va_arg(list, double) * 8);
    }
  }
  va_end(list);
  return sum;
}

struct wide {
  long long a;
  double b;
  char text[20];
  float c;
  short d;
};

static KEPT struct wide widen(int x)
{
  struct wide made = {x, x / 4.0, "", x * 0.5f, 0};
  made.d = (short)(3 + odd());
  snprintf(made.text, sizeof made.text, "wide %d", made.d);
  return made;
}

static long long struct_return(void)
{
  struct wide one = widen(plain(2)), other = one.d == 4 ? widen(one.d) : one;
  return one.a + (long long)(other.b * 100) * 100 + (long long)strlen(other.text) * 100000 + (long long)(one.c + other.c) * 1000000 + other.text[5];
}

/* A loop with two entries, which no structured code has. */
static int two_entries(int x)
{
  int steps = 0;
  if (x & 1) goto middle;
top:
  steps += 1 + odd();
  if (steps > 40) goto out;
middle:
  steps += 10;
  if (steps < 20) goto top;
  if (odd()) goto out;
  steps += 100;
out:
  return steps;
}

static KEPT int by_add(int x) { return x + 3 + odd(); }
static KEPT int by_times(int x) { return x * 2; }
static KEPT int by_chance(int x) { return odd() ? by_add(x) : by_times(x); }

static int (*const dispatch[])(int) = {by_times, by_add, by_chance};

static int computed(void)
{
  static const char program[] = {0, 1, 0, 2};
  int x = 1;
  for (int i = 0; i < 4; i++) x = dispatch[(int)program[i]](x) - i + dispatch[0](i);
  return x;
}

static KEPT int on_stack(int size)
{
  unsigned char *bytes = alloca(size);
  memset(bytes, size & 0xff, size);
  int more = odd() * 50 + 10, sum = 0;
  unsigned char others[more];
  memset(others, more, more);
  bytes[size / 2] = (unsigned char)odd();
  for (int i = 0; i < size; i++) sum += bytes[i];
  for (int i = 0; i < more; i++) sum += others[i];
  return sum;
}

static int compared;
static int compare(const void *left, const void *right)
{
  int a = *(const int *)left, b = *(const int *)right;
  if (++compared == 3) return (a > b) - (a < b) + 0 * odd();
  return (a > b) - (a < b);
}

static long long sorted(void)
{
  int numbers[] = {31, -4, 15, 92, 6, 53, 58, 97, 9, 3, 26, 5};
  compared = 0;
  qsort(numbers, 12, sizeof numbers[0], compare);
  compared = 2;
  int key = plain(1) + 8;
  const int *found = bsearch(&key, numbers, 12, sizeof numbers[0], compare);
  long long sum = 0;
  for (int i = 0; i < 12; i++) sum = sum * 7 + numbers[i];
  return sum * 100 + (found - numbers);
}

static KEPT int tree(int depth)
{
  if (depth == 0) return 1;
  int is_right = odd();
  return 2 * tree(depth - 1) + is_right;
}

static int handled;

static void last(void)
{
  handled += 10;
  int is_second = odd();
  place("in atexit's handler", handled + is_second);
}

int main(void)
{
  place("nested loops", nested_loops());
  place("the condition of a do-while", do_while_condition());
  place("the increment of a for", for_increment());
  for (int which = -1; which < 4; which++) place("a switch", in_switch(which));
  for (int x = 3; x < 6; x++) place("arms", arms(x));
  place("&& and ||", both());
  place("a comma", comma());
  place("an argument list", argument_list());
  place("variable arguments", add_all(7, 1, 2LL, 3.5, 4, 5LL, 6.25, 7));
  place("a struct returned", struct_return());
  place("a loop with two entries", two_entries(0));
  place("the other of them", two_entries(1));
  place("a table of functions", computed());
  place("alloca and an array of variable length", on_stack(100 + plain(1)));
  place("comparisons of qsort and bsearch", sorted());
  place("a tree of forks", tree(3));
  handled = 1;
  atexit(last);
  return 0;
}
