/* Mappings: MAP_SHARED is one memory for all, MAP_PRIVATE is everybody's own. */
#include "usertests.h"

#include <sched.h>
#include <sys/mman.h>

static size_t page_size(void) { return (size_t)sysconf(_SC_PAGESIZE); }

static void *map(size_t length, int protection, int flags, int fd)
{
  void *address = mmap(NULL, length, protection, flags, fd, 0);
  EXPECT_TRUE(address != MAP_FAILED);
  return address;
}

static void *map_memory(size_t length, int flags)
{
  return map(length, PROT_READ | PROT_WRITE, flags | MAP_ANONYMOUS, -1);
}

QUESTION(shared_memory, "do parent and child see each other's writes to a shared mapping?")
{
  struct line go = make_line(), done = make_line();
  char *shared = map_memory(page_size(), MAP_SHARED);
  EXPECT(0, shared[0]);
  strcpy(shared, "before the fork");
  pid_t child = FORK();
  if (child == 0) {
    EXPECT_TEXT("before the fork", shared);
    strcpy(shared, "from the child");
    say(done, '!');
    hear(go);
    EXPECT_TEXT("from the parent", shared);
    _exit(0);
  }
  hear(done);
  EXPECT_TEXT("from the child", shared);
  strcpy(shared, "from the parent");
  say(go, '!');
  EXPECT_EXIT(0, child);
  OK(munmap(shared, page_size()));
}

QUESTION(private_memory, "has a child its own copy of a private mapping?")
{
  size_t size = 4 * page_size();
  char *mine = map_memory(size, MAP_PRIVATE);
  for (size_t i = 0; i < size; i += 1000) EXPECT(0, mine[i]);
  memset(mine, 'p', size);
  pid_t child = FORK();
  if (child == 0) {
    for (size_t i = 0; i < size; i += 1000) EXPECT('p', mine[i]);
    memset(mine, 'c', size);
    _exit(0);
  }
  EXPECT_EXIT(0, child);
  for (size_t i = 0; i < size; i += 1000) EXPECT('p', mine[i]);
}

QUESTION(shared_generations, "do ten children add up in one shared mapping?")
{
  volatile int *sums = map_memory(page_size(), MAP_SHARED);
  pid_t children[10];
  for (int i = 0; i < 10; i++) {
    if ((children[i] = FORK()) != 0) continue;
    pid_t grandchild = FORK();
    sums[i * 2 + (grandchild == 0)] = i + 1;
    if (grandchild == 0) _exit(0);
    EXPECT_EXIT(0, grandchild);
    _exit(0);
  }
  int sum = 0;
  for (int i = 0; i < 10; i++) EXPECT_EXIT(0, children[i]);
  for (int i = 0; i < 20; i++) sum += sums[i];
  EXPECT(110, sum);
}

QUESTION(shared_flag, "does a process that looks again and again see another's write?")
{
  volatile int *flag = map_memory(page_size(), MAP_SHARED);
  pid_t child = FORK();
  if (child == 0) {
    while (flag[0] == 0) sched_yield();
    flag[1] = flag[0] + 1;
    _exit(0);
  }
  flag[0] = 41;
  while (flag[1] == 0) sched_yield();
  EXPECT(42, flag[1]);
  EXPECT_EXIT(0, child);
}

QUESTION(unmapped, "does a mapping stay when another process takes its own away?")
{
  char *shared = map_memory(page_size(), MAP_SHARED);
  pid_t child = FORK();
  if (child == 0) {
    shared[0] = 'c';
    _exit(munmap(shared, page_size()) == 0 ? 0 : 1);
  }
  EXPECT_EXIT(0, child);
  EXPECT('c', shared[0]);
  child = FORK();
  if (child == 0) {
    rest(1);
    _exit(shared[0]);
  }
  OK(munmap(shared, page_size()));
  EXPECT_EXIT('c', child);
}

QUESTION(file_mapping, "is a write to a shared mapping of a file a write to the file?")
{
  char text[8] = "";
  make_file("mapped", "0123456789");
  int fd = OK(open("mapped", O_RDWR));
  char *shared = map(10, PROT_READ | PROT_WRITE, MAP_SHARED, fd);
  char *own = map(10, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd);
  OK(close(fd));
  EXPECT(0, memcmp(shared, "0123456789", 10));
  own[1] = 'x';
  pid_t child = FORK();
  if (child == 0) {
    EXPECT('x', own[1]);
    shared[2] = 'y';
    own[3] = 'z';
    _exit(0);
  }
  EXPECT_EXIT(0, child);
  EXPECT('y', shared[2]);
  EXPECT('3', own[3]);
  OK(msync(shared, 10, MS_SYNC));
  fd = OK(open("mapped", O_RDONLY));
  EXPECT(4, read(fd, text, 4));
  EXPECT_TEXT("01y3", text);
}

QUESTION(mapping_exec, "is a shared mapping gone after exec, and there for the parent?")
{
  char *shared = map_memory(page_size(), MAP_SHARED);
  pid_t child = FORK();
  if (child == 0) {
    shared[5] = 'e';
    become("exit", "5", NULL);
  }
  EXPECT_EXIT(5, child);
  EXPECT('e', shared[5]);
}

QUESTION(mapping_errors, "which mappings are refused?")
{
  make_file("mapped", "text");
  int fd = OK(open("mapped", O_RDONLY));
  EXPECT_ERRNO(EINVAL, (long)mmap(NULL, 0, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
  EXPECT_ERRNO(EINVAL, (long)mmap(NULL, 10, PROT_READ, MAP_ANONYMOUS, -1, 0));
  EXPECT_ERRNO(EBADF, (long)mmap(NULL, 10, PROT_READ, MAP_PRIVATE, 150, 0));
  EXPECT_ERRNO(EINVAL, (long)mmap(NULL, 10, PROT_READ, MAP_PRIVATE, fd, 1));
  EXPECT_ERRNO(EACCES, (long)mmap(NULL, 10, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0));
  EXPECT_ERRNO(EINVAL, munmap((char *)map_memory(page_size(), MAP_PRIVATE) + 1, 10));
}
