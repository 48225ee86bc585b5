/* fork: the child has one thread, a copy of the caller; mutexes are copied in the state in which they were. */
#include "../facts.h"
#include <pthread.h>

static pthread_mutex_t locked = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t unlocked = PTHREAD_MUTEX_INITIALIZER;

int main(void)
{
  pthread_mutex_lock(&locked);
  pid_t child = fork();
  if (child == 0) {
    say("child: the one that was locked: %s", error_name(pthread_mutex_trylock(&locked)));
    say("child: the one that was not: %s", error_name(pthread_mutex_trylock(&unlocked)));
    say("child: its one thread locked it, and unlocks it: %s", error_name(pthread_mutex_unlock(&locked)));
    say("child: and can lock it again: %s", error_name(pthread_mutex_trylock(&locked)));
    pthread_mutex_unlock(&locked);
    return 0;
  }
  await("child", child);
  say("parent: the one that was locked: %s", error_name(pthread_mutex_trylock(&locked)));
  say("parent: the one that was not: %s", error_name(pthread_mutex_trylock(&unlocked)));
  return 0;
}
