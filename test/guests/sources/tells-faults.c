/* Page faults are told in /proc, too: how many there were depends on who wrote to a page first. */
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static char page[8192];

int main(void)
{
  char text[512] = "";
  memset(page, 1, sizeof page);
  if (fork() == 0) _exit(0);
  write(-1, "", 0);
  memset(page, 2, sizeof page);
  write(-1, "", 0);
  FILE *stat = fopen("/proc/self/stat", "r");
  fgets(text, sizeof text, stat);
  int faults = 0;
  sscanf(text, "%*d %*s %*c %*d %*d %*d %*d %*d %*u %d", &faults);
  printf("%d\n", faults);
  return 0;
}
