/* _exit: when a group becomes orphaned and has a stopped member, all of it get SIGHUP and then SIGCONT. */
#include "../facts.h"

static char trail[64];

static void handler(int number)
{
  strcat(trail, " ");
  strcat(trail, signal_name(number));
}

int main(void)
{
  int told[2];
  pipe(told);
  pid_t leader = fork(); /* of a session: so that nothing outside of it matters */
  if (leader == 0) {
    setsid();
    pid_t parent = fork();
    if (parent == 0) {
      pid_t stopped = fork();
      if (stopped == 0) {
        struct sigaction action = { .sa_handler = handler };
        sigfillset(&action.sa_mask);
        sigaction(SIGHUP, &action, NULL);
        sigaction(SIGCONT, &action, NULL);
        setpgid(0, 0);
        raise(SIGSTOP);
        sigset_t all;
        sigfillset(&all);
        sigprocmask(SIG_BLOCK, &all, NULL);
        int hup = strstr(trail, "SIGHUP") != NULL, cont = strstr(trail, "SIGCONT") != NULL;
        write(told[1], &hup, sizeof hup);
        write(told[1], &cont, sizeof cont);
        _exit(0);
      }
      int status;
      waitpid(stopped, &status, WUNTRACED);
      say_end("the one whose group will be orphaned", status);
      _exit(0);
    }
    await("its parent", parent);
    close(told[1]);
    int hup = 0, cont = 0;
    read(told[0], &hup, sizeof hup);
    read(told[0], &cont, sizeof cont);
    say("then it goes on, with SIGHUP: %s, and SIGCONT: %s", yes(hup), yes(cont));
    _exit(0);
  }
  close(told[1]);
  await("session leader", leader);
  return 0;
}
