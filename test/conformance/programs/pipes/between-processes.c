/* pipe: three processes in a row: what the first writes the second changes and the third reads, in order. */
#include "../facts.h"
#include <ctype.h>

int main(void)
{
  int first[2], second[2];
  pipe(first);
  pipe(second);
  pid_t writer = fork();
  if (writer == 0) {
    for (int i = 0; i < 5000; i++) write(first[1], "abcdefghij\n", 11);
    _exit(0);
  }
  pid_t filter = fork();
  if (filter == 0) {
    char text[1000];
    close(first[1]);
    for (int count; (count = read(first[0], text, sizeof text)) > 0;) {
      for (int i = 0; i < count; i++) text[i] = toupper((unsigned char)text[i]);
      for (int done = 0; done < count;) done += write(second[1], text + done, count - done);
    }
    _exit(0);
  }
  close(first[0]);
  close(first[1]);
  close(second[1]);
  char text[777];
  long total = 0, wrong = 0;
  for (int count; (count = read(second[0], text, sizeof text)) > 0; total += count)
    for (int i = 0; i < count; i++) wrong += text[i] != "ABCDEFGHIJ\n"[(total + i) % 11];
  say("%ld bytes, %ld wrong", total, wrong);
  await("writer", writer);
  await("filter", filter);
  return 0;
}
