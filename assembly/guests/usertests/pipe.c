/* Pipes between processes: what comes through, when it ends, and who has to wait. */
#include "usertests.h"

#include <poll.h>

QUESTION(last_writer, "does the last writer's exit end the reader?")
{
  struct line words = make_line(), go[3];
  pid_t writers[3];
  for (int i = 0; i < 3; i++) {
    go[i] = make_line();
    if ((writers[i] = FORK()) != 0) continue;
    hear(go[i]);
    say(words, '0' + i);
    _exit(0);
  }
  close(words.out);
  for (int i = 0; i < 3; i++) {
    struct pollfd polled = {words.in, POLLIN, 0};
    EXPECT(0, poll(&polled, 1, 1));
    say(go[i], '!');
    EXPECT('0' + i, hear(words));
    EXPECT_EXIT(0, writers[i]);
  }
  EXPECT(0, hear_or_end(words));
  EXPECT(0, hear_or_end(words));
}

QUESTION(killed_writer, "does a reader see the end when the writer is killed?")
{
  struct line words = make_line();
  pid_t writer = FORK();
  if (writer == 0) {
    say(words, 'w');
    for (;;) pause();
  }
  EXPECT('w', hear(words));
  OK(kill(writer, SIGKILL));
  hear_the_end(&words);
  EXPECT_KILLED(SIGKILL, writer);
}

QUESTION(own_writer, "does a reader that can write itself never see the end?")
{
  struct line words = make_line();
  pid_t writer = FORK();
  if (writer == 0) _exit(0);
  EXPECT_EXIT(0, writer);
  set_nonblocking(words.in, 1);
  char byte;
  EXPECT_ERRNO(EAGAIN, read(words.in, &byte, 1));
  close(words.out);
  EXPECT(0, read(words.in, &byte, 1));
}

QUESTION(after_death, "can what a dead writer wrote still be read?")
{
  struct line words = make_line();
  pid_t writer = FORK();
  if (writer == 0) _exit(write(words.out, "testament", 9) == 9 ? 0 : 1);
  EXPECT_EXIT(0, writer);
  char text[20] = "";
  EXPECT(4, OK(read(words.in, text, 4)));
  EXPECT(5, OK(read(words.in, text + 4, 10)));
  EXPECT_TEXT("testament", text);
  hear_the_end(&words);
}

QUESTION(sigpipe, "is a writer without readers killed by SIGPIPE?")
{
  struct line nobody = make_line();
  close(nobody.in);
  pid_t writer = FORK();
  if (writer == 0) {
    if (write(nobody.out, "x", 1) == 1) _exit(1);
    _exit(2);
  }
  EXPECT_KILLED(SIGPIPE, writer);
  handle(SIGPIPE, SIG_IGN, 0);
  EXPECT_ERRNO(EPIPE, write(nobody.out, "x", 1));
  handle(SIGPIPE, count_signal, 0);
  EXPECT_ERRNO(EPIPE, write(nobody.out, "x", 1));
  EXPECT(1, caught[SIGPIPE]);
}

QUESTION(reader_leaves, "what if the last reader goes while a writer waits for room?")
{
  struct line full = make_line();
  fill(full.out);
  pid_t writer = FORK();
  if (writer == 0) {
    close(full.in);
    handle(SIGPIPE, SIG_IGN, 0);
    EXPECT_ERRNO(EPIPE, write(full.out, "x", 1));
    _exit(5);
  }
  rest(2);
  close(full.in);
  EXPECT_EXIT(5, writer);
}

#define RECORD 1000
#define RECORDS 40

QUESTION(atomic_writes, "do writes of four processes to one pipe stay whole?")
{
  struct line records = make_line();
  pid_t writers[4];
  char record[RECORD];
  int seen[4] = {0};
  for (int i = 0; i < 4; i++) {
    if ((writers[i] = FORK()) != 0) continue;
    memset(record, 'a' + i, RECORD);
    for (int j = 0; j < RECORDS; j++) EXPECT(RECORD, write(records.out, record, RECORD));
    _exit(0);
  }
  close(records.out);
  for (;;) {
    long got = 0, count;
    while (got < RECORD && (count = OK(read(records.in, record + got, RECORD - got))) > 0) got += count;
    if (got == 0) break;
    EXPECT(RECORD, got);
    for (int j = 1; j < RECORD; j++) EXPECT(record[0], record[j]);
    EXPECT_TRUE(record[0] >= 'a' && record[0] <= 'd');
    seen[record[0] - 'a']++;
  }
  for (int i = 0; i < 4; i++) {
    EXPECT(RECORDS, seen[i]);
    EXPECT_EXIT(0, writers[i]);
  }
}
