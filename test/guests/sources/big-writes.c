/*
 * A write that is larger than a pipe comes through whole and in order, however slowly it is read. Writes of up to PIPE_BUF
 * bytes are never mixed with those of others.
 */
#include <sys/wait.h>
#include <unistd.h>

#include "say.h"

#define BIG 200000
#define RECORD 4096
#define RECORDS 20

static unsigned char big[BIG];

static int read_all(int fd, unsigned char *into, int size)
{
  int done = 0, count;
  while (done < size && (count = read(fd, into + done, size - done)) > 0) done += count;
  return done;
}

static void write_more_than_fits(void)
{
  int fds[2], count, total = 0, wrong = 0;
  unsigned char some[777];
  pipe(fds);
  if (fork() == 0) {
    close(fds[0]);
    for (int i = 0; i < BIG; i++) big[i] = i * 31 >> 3;
    _exit(write(fds[1], big, BIG) == BIG ? 0 : 1);
  }
  close(fds[1]);
  while ((count = read(fds[0], some, sizeof some)) > 0)
    for (int i = 0; i < count; i++, total++) wrong += some[i] != (unsigned char)(total * 31 >> 3);
  int status;
  wait(&status);
  close(fds[0]);
  say("bytes read: #", total);
  say("bytes that are wrong: #", wrong);
  say("the writer exits with #", WEXITSTATUS(status));
}

static void write_records(void)
{
  int fds[2], records[3] = {0}, torn = 0;
  unsigned char record[RECORD];
  pipe(fds);
  for (int writer = 0; writer < 3; writer++) {
    if (fork() != 0) continue;
    close(fds[0]);
    memset(record, writer, RECORD);
    for (int i = 0; i < RECORDS; i++) write(fds[1], record, RECORD);
    _exit(0);
  }
  close(fds[1]);
  while (read_all(fds[0], record, RECORD) == RECORD) {
    for (int i = 1; i < RECORD; i++)
      if (record[i] != record[0]) {
        torn++;
        break;
      }
    if (record[0] < 3) records[record[0]]++;
  }
  while (wait(NULL) > 0)
    ;
  for (int writer = 0; writer < 3; writer++) say("records of a writer: #", records[writer]);
  say("records that are torn: #", torn);
}

int main(void)
{
  write_more_than_fits();
  write_records();
  return 0;
}
