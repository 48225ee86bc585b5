/* mmap MAP_SHARED: the memory is the file's: writes are seen in the file, by other mappings and by other processes. */
#include "../facts.h"
#include <fcntl.h>
#include <sys/mman.h>

int main(void)
{
  size_t page = sysconf(_SC_PAGESIZE);
  int file = open("file", O_CREAT | O_RDWR, 0600);
  ftruncate(file, 2 * page);
  pwrite(file, "written", 7, page);
  char *memory = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  say("what was written is in the memory: %.7s", memory + page);
  strcpy(memory, "stored");
  say_result("msync", msync(memory, page, MS_SYNC));
  char text[16] = "";
  pread(file, text, 15, 0);
  say("what was stored is in the file: %s", text);
  pwrite(file, "later", 6, 0);
  say_result("msync", msync(memory, page, MS_SYNC | MS_INVALIDATE));
  say("what is written later is in the memory: %s", memory);
  char *second = mmap(NULL, page, PROT_READ, MAP_SHARED, file, page);
  strcpy(memory + page, "both");
  say_result("msync", msync(memory, 2 * page, MS_SYNC));
  say("another mapping of it, then: %s", second);
  close(file);
  pid_t child = fork();
  if (child == 0) {
    strcpy(memory, "by the child");
    return 0;
  }
  await("child", child);
  say("memory: %s", memory);
  munmap(memory, 2 * page);
  file = open("file", O_RDONLY);
  memset(text, 0, sizeof text);
  read(file, text, 15);
  say("file: %s", text);
  return 0;
}
