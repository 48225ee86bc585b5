/* sem_open: EEXIST, ENOENT, one semaphore for all who open the name; it lives until it is unlinked and closed. */
#include "../facts.h"
#include <fcntl.h>
#include <semaphore.h>

static const char *outcome(sem_t *semaphore) { return semaphore == SEM_FAILED ? error_name(errno) : "ok"; }

int main(void)
{
  char name[64];
  snprintf(name, sizeof name, "/prong-conformance-%ld", (long)getpid());
  int value;
  sem_unlink(name);
  say("open what is not there: %s", outcome(sem_open(name, 0)));
  sem_t *one = sem_open(name, O_CREAT | O_EXCL, 0600, 2);
  say("make it: %s", outcome(one));
  say("make it again, O_EXCL: %s", outcome(sem_open(name, O_CREAT | O_EXCL, 0600, 2)));
  sem_t *two = sem_open(name, O_CREAT, 0600, 7);
  sem_getvalue(two, &value);
  say("opened again it is the same: %s, with %d", yes(one == two), value);
  sem_wait(one);
  sem_wait(two);
  say_result("sem_trywait", sem_trywait(one));
  pid_t child = fork();
  if (child == 0) {
    sem_t *own = sem_open(name, 0);
    say("child: %s", outcome(own));
    sem_post(own);
    return 0;
  }
  say_result("sem_wait", sem_wait(one));
  await("child", child);
  say_result("unlink", sem_unlink(name));
  say_result("unlink again", sem_unlink(name));
  say_result("it is still there for who has it open: post", sem_post(one));
  sem_getvalue(one, &value);
  say("value: %d", value);
  say_result("close", sem_close(one));
  return 0;
}
