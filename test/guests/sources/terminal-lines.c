/*
 * Reads its terminal and shows what each read answers. Words: `+flag` and `-flag` change the attributes, `min=N` and `time=N`
 * VMIN and VTIME, `size=N` how much a read asks for, `reads=N` how many there are (else until the end), `eol=C` and so on.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static const struct { const char *name; int where; tcflag_t flag; } FLAGS[] = {
  {"istrip", 0, ISTRIP}, {"inlcr", 0, INLCR}, {"igncr", 0, IGNCR}, {"icrnl", 0, ICRNL}, {"iuclc", 0, IUCLC},
  {"ixon", 0, IXON}, {"ixany", 0, IXANY}, {"iutf8", 0, IUTF8}, {"parmrk", 0, PARMRK},
  {"opost", 1, OPOST}, {"olcuc", 1, OLCUC}, {"onlcr", 1, ONLCR}, {"ocrnl", 1, OCRNL}, {"onocr", 1, ONOCR},
  {"onlret", 1, ONLRET}, {"xtabs", 1, XTABS},
  {"isig", 3, ISIG}, {"icanon", 3, ICANON}, {"echo", 3, ECHO}, {"echoe", 3, ECHOE}, {"echok", 3, ECHOK},
  {"echonl", 3, ECHONL}, {"noflsh", 3, NOFLSH}, {"echoctl", 3, ECHOCTL}, {"echoprt", 3, ECHOPRT},
  {"echoke", 3, ECHOKE}, {"iexten", 3, IEXTEN},
};

static void change(struct termios *attributes, const char *word)
{
  tcflag_t *flags[] = {&attributes->c_iflag, &attributes->c_oflag, &attributes->c_cflag, &attributes->c_lflag};
  for (size_t i = 0; i < sizeof FLAGS / sizeof *FLAGS; i++) {
    if (strcmp(FLAGS[i].name, word + 1)) continue;
    if (*word == '+') *flags[FLAGS[i].where] |= FLAGS[i].flag;
    else *flags[FLAGS[i].where] &= ~FLAGS[i].flag;
    return;
  }
  dprintf(1, "no flag %s\n", word);
  exit(2);
}

static void show(ssize_t count, const char *bytes)
{
  char line[600];
  int at = 0;
  if (count < 0) at = sprintf(line, errno == EAGAIN ? "EAGAIN" : "error %d", errno);
  else at = sprintf(line, "%d:", (int)count);
  for (ssize_t i = 0; i < count && i < 60; i++) at += sprintf(line + at, " %02x", (unsigned char)bytes[i]);
  strcpy(line + at, "\n");
  write(1, line, at + 1);
}

int main(int argc, char **argv)
{
  struct termios attributes;
  tcgetattr(0, &attributes);
  int size = 100, reads = 1000, late = 0, flush = TCSANOW;
  const char *text = "";
  for (int i = 1; i < argc; i++) {
    const char *word = argv[i];
    int number = strchr(word, '=') ? atoi(strchr(word, '=') + 1) : 0;
    if (*word == '+' || *word == '-') change(&attributes, word);
    else if (!strncmp(word, "min=", 4)) attributes.c_cc[VMIN] = number;
    else if (!strncmp(word, "time=", 5)) attributes.c_cc[VTIME] = number;
    else if (!strncmp(word, "size=", 5)) size = number;
    else if (!strncmp(word, "reads=", 6)) reads = number;
    else if (!strncmp(word, "eol=", 4)) attributes.c_cc[VEOL] = word[4];
    else if (!strncmp(word, "text=", 5)) text = word + 5;
    else if (!strcmp(word, "late")) late = 1;
    else if (!strcmp(word, "flush")) late = 1, flush = TCSAFLUSH;
    else if (!strcmp(word, "nonblock")) fcntl(0, F_SETFL, fcntl(0, F_GETFL) | O_NONBLOCK);
  }
  if (late) { /* what is typed meanwhile was typed in the old mode */
    write(1, "now\n", 4);
    sleep(1);
  }
  tcsetattr(0, flush, &attributes);
  write(1, "ready\n", 6);
  for (const char *c = text; *c; c++) write(1, *c == '/' ? "\n" : *c == '^' ? "\r" : *c == '_' ? "\t" : c, 1);
  static char bytes[8192];
  for (int i = 0; i < reads; i++) {
    ssize_t count = read(0, bytes, size);
    show(count, bytes);
    if (count == 0) break;
  }
  write(1, "end\n", 4);
  return 0;
}
