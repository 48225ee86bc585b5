/* SIGCHLD, stopping and going on, groups; and handlers that fork and wait. */
#include "signals.h"

static pid_t child;
static int told;

static void hear(int signal, siginfo_t *info, void *context)
{
  static const char *const codes[] = {"?", "exited", "killed", "dumped", "trapped", "stopped", "continued"};
  char line[80];
  (void)signal;
  (void)context;
  strcpy(line, " the child has ");
  strcat(line, info->si_code >= 1 && info->si_code <= 6 ? codes[info->si_code] : codes[0]);
  strcat(line, ": #");
  say(line, info->si_status);
  if (info->si_pid != child) say(" it is another", 0);
  told++;
}

static void listen(int flags)
{
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_sigaction = hear;
  action.sa_flags = SA_SIGINFO | SA_RESTART | flags;
  sigaction(SIGCHLD, &action, NULL);
  told = 0;
  mask(SIG_BLOCK, SIGCHLD);
}

/* Sleeps until a SIGCHLD was handled. */
static void await_news(void)
{
  sigset_t none;
  sigemptyset(&none);
  int before = told;
  while (told == before) sigsuspend(&none);
}

static void lie_in_wait(void)
{
  for (;;) pause();
}

static pid_t fork_waiter(void)
{
  if ((child = fork()) == 0) {
    mask(SIG_SETMASK, 0);
    lie_in_wait();
  }
  return child;
}

static void hear_of_children(void)
{
  int status;
  listen(0);
  if ((child = fork()) == 0) _exit(258 + 5);
  await_news();
  say_end("waited for, it", (waitpid(child, &status, 0), status));
  fork_waiter();
  kill(child, SIGSTOP);
  await_news();
  say_whether("stopped", waitpid(child, &status, WUNTRACED) == child && WIFSTOPPED(status));
  say("by #", WSTOPSIG(status));
  kill(child, SIGCONT);
  await_news();
  say_whether("continued", waitpid(child, &status, WCONTINUED) == child && WIFCONTINUED(status));
  kill(child, SIGTERM);
  await_news();
  say_end("waited for, it", (waitpid(child, &status, 0), status));
}

static void do_not_hear_of_stops(void)
{
  int status;
  sigset_t pending;
  listen(SA_NOCLDSTOP);
  fork_waiter();
  kill(child, SIGSTOP);
  waitpid(child, &status, WUNTRACED);
  kill(child, SIGCONT);
  waitpid(child, &status, WCONTINUED);
  sigpending(&pending);
  say_whether("SIGCHLD is pending", sigismember(&pending, SIGCHLD));
  kill(child, SIGKILL);
  await_news();
  say_end("waited for, it", (waitpid(child, &status, 0), status));
}

static void no_zombies_if_ignored(void)
{
  signal(SIGCHLD, SIG_IGN);
  for (int i = 0; i < 3; i++)
    if (fork() == 0) _exit(i);
  say_answer("wait", wait(NULL));
}

static void no_zombies_by_flag(void)
{
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = SIG_DFL;
  action.sa_flags = SA_NOCLDWAIT;
  sigaction(SIGCHLD, &action, NULL);
  if (fork() == 0) _exit(1);
  say_answer("wait", wait(NULL));
}

/* A zombie from before is still to be waited for. */
static void zombie_from_before(void)
{
  listen(0);
  if ((child = fork()) == 0) _exit(3);
  await_news();
  signal(SIGCHLD, SIG_IGN);
  say_whether("it is still there", waitpid(child, NULL, 0) == child);
}

/* What comes while a process is stopped waits; but SIGKILL and SIGCONT. */
static void note_it(int signal)
{
  note(signal == SIGUSR1 ? 'u' : signal == SIGCONT ? 'c' : 't');
}

static void signal_the_stopped(void)
{
  int status, fds[2];
  pipe(fds);
  if ((child = fork()) == 0) {
    install(SIGUSR1, note_it, 0);
    install(SIGCONT, note_it, 0);
    sigset_t all, none;
    sigfillset(&all);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &all, NULL);
    write(fds[1], "x", 1);
    sigsuspend(&none);
    tell("handlers once it goes on");
    _exit(4);
  }
  char byte;
  read(fds[0], &byte, 1);
  kill(child, SIGSTOP);
  waitpid(child, &status, WUNTRACED);
  kill(child, SIGUSR1);
  usleep(20000);
  say_whether("it has news", waitpid(child, &status, WNOHANG | WUNTRACED | WCONTINUED) != 0);
  kill(child, SIGCONT);
  waitpid(child, &status, 0);
  say_end("it", status);
  fork_waiter();
  kill(child, SIGSTOP);
  waitpid(child, &status, WUNTRACED);
  kill(child, SIGTERM);
  usleep(20000);
  say_whether("it lives", waitpid(child, &status, WNOHANG) == 0);
  kill(child, SIGCONT);
  waitpid(child, &status, 0);
  say_end("SIGTERM waited for SIGCONT: it", status);
  fork_waiter();
  kill(child, SIGSTOP);
  waitpid(child, &status, WUNTRACED);
  kill(child, SIGKILL);
  waitpid(child, &status, 0);
  say_end("SIGKILL did not: it", status);
}

/* SIGCONT takes back stops that are pending, and these take back SIGCONT. */
static void take_back(void)
{
  sigset_t pending;
  mask(SIG_BLOCK, SIGTSTP);
  mask(SIG_BLOCK, SIGCONT);
  send(SIGTSTP);
  sigpending(&pending);
  say_whether("SIGTSTP is pending", sigismember(&pending, SIGTSTP));
  install(SIGCONT, note_it, 0);
  send(SIGCONT);
  sigpending(&pending);
  say_whether("and after SIGCONT", sigismember(&pending, SIGTSTP));
  say_whether("which is pending", sigismember(&pending, SIGCONT));
  mask(SIG_BLOCK, SIGTTIN);
  send(SIGTTIN);
  sigpending(&pending);
  say_whether("but not after SIGTTIN", sigismember(&pending, SIGCONT));
}

static void fork_in_handler(int signal)
{
  int status;
  (void)signal;
  pid_t pid = fork();
  if (pid == 0) {
    note('c');
    return; /* the child goes on as well, from where the signal came */
  }
  waitpid(pid, &status, 0);
  note('p');
  note('0' + WEXITSTATUS(status));
}

static void fork_there(void)
{
  install(SIGUSR1, fork_in_handler, 0);
  pid_t parent = getpid();
  send(SIGUSR1);
  if (getpid() != parent) {
    tell("in the child");
    _exit(6);
  }
  tell("in the parent");
}

static void reap(int signal)
{
  (void)signal;
  int status;
  while (waitpid(-1, &status, WNOHANG) > 0) note('0' + WEXITSTATUS(status));
}

static void reap_in_handler(void)
{
  install(SIGCHLD, reap, SA_RESTART);
  for (int i = 1; i <= 3; i++) {
    int fds[2];
    pipe(fds);
    if (fork() == 0) _exit(i);
    close(fds[1]);
    char byte;
    read(fds[0], &byte, 1); /* its end, restarted */
    while (noted < i) usleep(1000);
  }
  tell("reaped");
  say_answer("nobody is left", wait(NULL));
}

/* A vfork parent's signals wait until it has its memory again. */
static volatile int sent;

static void vfork_parent(void)
{
  install(SIGUSR1, note_it, 0);
  pid_t parent = getpid(), pid = vfork();
  if (pid == 0) {
    kill(parent, SIGUSR1);
    sent = noted;
    _exit(0);
  }
  say("handled while the child had the memory: #", sent);
  tell("and then");
  waitpid(pid, NULL, 0);
}

int main(void)
{
  in_child("CHILDREN", hear_of_children);
  in_child("SA_NOCLDSTOP", do_not_hear_of_stops);
  in_child("SA_NOCLDWAIT", no_zombies_by_flag);
  in_child("SIG_IGN", no_zombies_if_ignored);
  in_child("A ZOMBIE FROM BEFORE", zombie_from_before);
  in_child("STOPPED", signal_the_stopped);
  in_child("STOP AND CONTINUE", take_back);
  in_child("FORK IN A HANDLER", fork_there);
  in_child("WAIT IN A HANDLER", reap_in_handler);
  in_child("VFORK", vfork_parent);
  return 0;
}
