/* Computes for ever, with a second to do it in. */
#include <sys/resource.h>

int main(void)
{
  struct rlimit limit = {1, 1000};
  setrlimit(RLIMIT_CPU, &limit);
  for (volatile unsigned i = 0;; i++) {}
}
