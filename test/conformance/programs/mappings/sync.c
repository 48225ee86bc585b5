/* msync: MS_SYNC or MS_ASYNC writes back; EINVAL for both or odd addresses, ENOMEM for what is not mapped. */
#include "../facts.h"
#include <fcntl.h>
#include <sys/mman.h>

int main(void)
{
  size_t page = sysconf(_SC_PAGESIZE);
  int file = open("file", O_CREAT | O_RDWR, 0600);
  ftruncate(file, 2 * page);
  char *memory = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  strcpy(memory, "stored");
  say_result("MS_SYNC", msync(memory, 2 * page, MS_SYNC));
  say_result("MS_ASYNC", msync(memory, 2 * page, MS_ASYNC));
  say_result("MS_SYNC and MS_ASYNC", msync(memory, page, MS_SYNC | MS_ASYNC));
  say_result("an odd address", msync(memory + 1, page, MS_SYNC));
  say_result("flags that are none", msync(memory, page, 0x1000));
  munmap(memory + page, page);
  say_result("what is not mapped", msync(memory, 2 * page, MS_SYNC));
  int other = open("file", O_RDONLY);
  char text[8] = "";
  read(other, text, 6);
  say("another open of the file reads: %s", text);
  return 0;
}
