/* fork: semaphores that are open in the parent are open in the child. */
#include "../facts.h"
#include <fcntl.h>
#include <semaphore.h>

int main(void)
{
  char name[64];
  snprintf(name, sizeof name, "/prong-conformance-%ld", (long)getpid());
  sem_t *semaphore = sem_open(name, O_CREAT | O_EXCL, 0600, 0);
  say("sem_open: %s", semaphore == SEM_FAILED ? error_name(errno) : "ok");
  sem_unlink(name);
  pid_t child = fork();
  if (child == 0) {
    say_result("child: sem_wait", sem_wait(semaphore));
    say_result("child: sem_trywait, as it is 0 again", sem_trywait(semaphore));
    sem_post(semaphore);
    sem_post(semaphore);
    return 0;
  }
  sem_post(semaphore);
  await("child", child);
  int value = 0;
  sem_getvalue(semaphore, &value);
  say("parent: the child left it at %d", value);
  say_result("parent: sem_close", sem_close(semaphore));
  return 0;
}
