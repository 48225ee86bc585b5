/* write: at most PIPE_BUF bytes to a pipe are never interleaved with those of others. */
#include "../facts.h"
#include <limits.h>

#define RECORDS 60

int main(void)
{
  int ends[2];
  static char record[512], got[512];
  pipe(ends);
  for (int writer = 0; writer < 4; writer++) {
    if (fork() != 0) continue;
    memset(record, 'a' + writer, sizeof record);
    for (int i = 0; i < RECORDS; i++)
      if (write(ends[1], record, sizeof record) != sizeof record) _exit(1);
    _exit(0);
  }
  close(ends[1]);
  int counts[4] = { 0, 0, 0, 0 }, torn = 0, filled = 0;
  for (int more; (more = read(ends[0], got + filled, sizeof got - filled)) > 0;) {
    filled += more;
    if (filled < (int)sizeof got) continue;
    filled = 0;
    for (int i = 1; i < (int)sizeof got; i++) torn += got[i] != got[0];
    counts[got[0] - 'a']++;
  }
  say("records of each writer: %d %d %d %d, torn bytes: %d, left over: %d", counts[0], counts[1], counts[2], counts[3],
      torn, filled);
  int ok = 0, status;
  while (wait(&status) > 0) ok += status == 0;
  say("writers that wrote all: %d", ok);
  return 0;
}
