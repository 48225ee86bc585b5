/* Both take the fork first, and then the knife. */
#include <semaphore.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct table {
  sem_t fork, knife;
};

static void dine(sem_t *first, sem_t *second)
{
  sem_wait(first);
  sem_wait(second);
  sem_post(second);
  sem_post(first);
}

int main(void)
{
  struct table *table = mmap(NULL, sizeof *table,
      PROT_READ | PROT_WRITE,
      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  sem_init(&table->fork, 1, 1);
  sem_init(&table->knife, 1, 1);

  if (fork() == 0) {
    dine(&table->fork, &table->knife);
    return 0;
  }

  dine(&table->fork, &table->knife);
  wait(NULL);
  printf("both have eaten\n");
  return 0;
}
