/* system, popen and pclose (POSIX.1-2024). */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void tell(const char *what, int status)
{
  if (status == -1) printf("%s: -1, %s\n", what, errno == ECHILD ? "ECHILD" : errno == EINVAL ? "EINVAL" : strerror(errno));
  else if (WIFEXITED(status)) printf("%s: exit %d\n", what, WEXITSTATUS(status));
  else printf("%s: signal %d\n", what, WTERMSIG(status));
}

static volatile int interrupts, children;
static void on_interrupt(int signal) { interrupts++; (void)signal; }
static void on_child(int signal) { children++; (void)signal; }

int main(void)
{
  char line[100];
  setvbuf(stdout, NULL, _IONBF, 0);
  printf("is there a shell? %d\n", system(NULL) != 0);
  tell("true", system("true"));
  tell("exit 3", system("exit 3"));
  tell("no such command", system("no-such-command 2> /dev/null"));
  tell("killed", system("kill -9 $$"));
  tell("with output", system("echo hello from a shell; (echo and a subshell)"));

  struct sigaction action = {.sa_handler = on_interrupt}, now;
  sigaction(SIGINT, &action, NULL);
  action.sa_handler = on_child;
  sigaction(SIGCHLD, &action, NULL);
  char command[128];
  sprintf(command, "kill -INT %d; kill -QUIT %d; trap 'echo the child can' INT; kill -INT $$", (int)getpid(), (int)getpid());
  tell("interrupted", system(command));
  printf("interrupts %d, children %d\n", interrupts, children);
  sigaction(SIGINT, NULL, &now);
  printf("the handler is %s again\n", now.sa_handler == on_interrupt ? "there" : "not there");
  raise(SIGINT);
  printf("interrupts %d\n", interrupts);
  action.sa_handler = SIG_DFL;
  sigaction(SIGCHLD, &action, NULL);

  FILE *stream = popen("echo one; echo two; exit 4", "r");
  while (fgets(line, sizeof line, stream)) printf("read %s", line);
  tell("pclose", pclose(stream));
  stream = popen("cat; exit 5", "w");
  fprintf(stream, "written\n");
  tell("pclose", pclose(stream));
  errno = 0;
  stream = popen("true", "x");
  printf("mode x: %d %d\n", stream == NULL, errno == EINVAL);
  printf("mode rw: %d\n", popen("true", "rw") == NULL);
  stream = popen("exit 0", "re");
  printf("close-on-exec %d\n", fcntl(fileno(stream), F_GETFD));
  tell("pclose", pclose(stream));
  stream = popen("exit 0", "r");
  printf("close-on-exec %d\n", fcntl(fileno(stream), F_GETFD));
  tell("pclose", pclose(stream));

  /* The second must not keep the first one's pipe, or the first would never see its end. */
  FILE *first = popen("cat", "w"), *second = popen("cat", "w");
  fprintf(first, "to the first\n");
  tell("the first", pclose(first));
  fprintf(second, "to the second\n");
  tell("the second", pclose(second));

  stream = popen("exit 6", "r");
  while (wait(NULL) > 0) continue;
  tell("waited for already", pclose(stream));
  signal(SIGCHLD, SIG_IGN);
  tell("children are ignored", system("exit 7"));
  return 0;
}
