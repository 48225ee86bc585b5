/*
 * Does what a script says: processes that map, store, unmap and fork, one at a time, in the order of the script. Whoever is told to
 * print says what it sees. The script is the argument: `process operation numbers...;` each, with numbers below 1000.
 *
 *     m slot kind pages     maps: kind 0 private zeros, 1 shared zeros, 2 file 0 shared, 3 file 1 shared, 4 file 0 privately
 *     s slot at value       stores 8 bytes from `at` * 64 on       u slot page       unmaps a page
 *     a slot advice         advises                                w file at value   writes 8 bytes at `at` * 64
 *     f child               forks                                  p slot            prints what is there
 *     t file pages          cuts a file and stretches it again
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define PAGE 4096
#define SLOTS 4
#define FILE_PAGES 8
#define PROCESSES 6

static struct slot {
  unsigned char *address;
  int pages;
  int gone; /* a bit for each page that was unmapped */
} slots[SLOTS];

static int files[2];
static int pipes[PROCESSES][2];

static unsigned sum(const unsigned char *bytes, int count)
{
  unsigned sum = 0;
  for (int i = 0; i < count; i++) sum = sum * 31 + bytes[i];
  return sum;
}

static void map(struct slot *slot, int kind, int pages)
{
  if (slot->address) munmap(slot->address, slot->pages * PAGE);
  int flags = kind == 0 || kind == 4 ? MAP_PRIVATE : MAP_SHARED;
  int fd = kind < 2 ? -1 : files[kind == 3];
  if (kind < 2) flags |= MAP_ANONYMOUS;
  slot->address = mmap(NULL, pages * PAGE, PROT_READ | PROT_WRITE, flags, fd, 0);
  slot->pages = pages;
  slot->gone = 0;
  if (slot->address == MAP_FAILED) exit(9);
}

static void print(int process, int number)
{
  struct slot *slot = &slots[number];
  char line[200];
  int length = snprintf(line, sizeof line, "%d:%d", process, number);
  for (int page = 0; slot->address && page < slot->pages; page++) {
    if (slot->gone & (1 << page)) length += snprintf(line + length, sizeof line - length, " -");
    else length += snprintf(line + length, sizeof line - length, " %u", sum(slot->address + page * PAGE, PAGE));
  }
  line[length++] = '\n';
  write(STDOUT_FILENO, line, length);
}

/* Does an operation; answers which process this is by now. */
static int act(int process, char operation, int a, int b, int c)
{
  struct slot *slot = &slots[a % SLOTS];
  switch (operation) {
    case 'm': map(slot, b, c); break;
    case 's':
      if (slot->address && b * 64 < slot->pages * PAGE && !(slot->gone & (1 << (b * 64 / PAGE)))) memset(slot->address + b * 64, c, 8);
      break;
    case 'u':
      if (slot->address && b < slot->pages) {
        munmap(slot->address + b * PAGE, PAGE);
        slot->gone |= 1 << b;
      }
      break;
    case 'a':
      for (int page = 0; slot->address && page < slot->pages; page++)
        if (!(slot->gone & (1 << page))) madvise(slot->address + page * PAGE, PAGE, b);
      break;
    case 'w': {
      char bytes[8];
      memset(bytes, c, sizeof bytes);
      pwrite(files[a], bytes, sizeof bytes, b * 64);
      break;
    }
    case 't':
      ftruncate(files[a], b * PAGE);
      ftruncate(files[a], FILE_PAGES * PAGE);
      break;
    case 'f':
      if (fork() == 0) return a;
      break;
    case 'p': print(process, a); break;
  }
  return process;
}

int main(int argc, char **argv)
{
  for (int i = 0; i < 2; i++) {
    char path[] = "/tmp/map-script-?";
    path[sizeof path - 2] = '0' + i;
    files[i] = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
    unlink(path);
    ftruncate(files[i], FILE_PAGES * PAGE);
  }
  for (int i = 0; i < PROCESSES; i++) pipe(pipes[i]);
  int process = 0;
  const char *at = argv[1];
  while (*at) {
    int who, a = 0, b = 0, c = 0;
    char operation;
    sscanf(at, "%d %c %d %d %d", &who, &operation, &a, &b, &c);
    if (who != process) { /* it is another's turn: to wait for one's own is to read where the script is by then */
      long offset = at - argv[1];
      write(pipes[who][1], &offset, sizeof offset);
      if (read(pipes[process][0], &offset, sizeof offset) != sizeof offset) return 1;
      at = argv[1] + offset;
      if (!*at) break;
      continue;
    }
    at = strchr(at, ';') + 1;
    int before = process;
    process = act(process, operation, a, b, c);
    if (process != before) { /* a child: it waits for its turn */
      long offset;
      if (read(pipes[process][0], &offset, sizeof offset) != sizeof offset) return 1;
      at = argv[1] + offset;
    }
  }
  long end = strlen(argv[1]);
  for (int i = 0; i < PROCESSES; i++)
    if (i != process) write(pipes[i][1], &end, sizeof end);
  while (wait(NULL) > 0) {}
  return 0;
}
