/* A shell: read a line, fork, exec, wait; again. */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void keys(void (*how)(int)) /* what ^C and ^Z do */
{
  signal(SIGINT, how);
  signal(SIGTSTP, how);
  signal(SIGTTOU, how); /* or nobody could hand over */
}

static void foreground(pid_t group)
{
  tcsetpgrp(STDIN_FILENO, group);
}

int main(void)
{
  char line[200], *words[20];
  pid_t stopped = 0;
  keys(SIG_IGN);

  for (;;) {
    printf("$ ");
    fflush(stdout);
    if (!fgets(line, sizeof line, stdin)) return 0;

    int count = 0;
    char *word = strtok(line, " \n");
    for (; word && count < 19; word = strtok(NULL, " \n"))
      words[count++] = word;
    words[count] = NULL;
    if (count == 0) continue;
    if (strcmp(words[0], "exit") == 0) return 0;

    pid_t child = stopped;
    if (stopped && strcmp(words[0], "fg") == 0) {
      foreground(stopped);
      kill(stopped, SIGCONT);
    } else if ((child = fork()) == 0) {
      setpgid(0, 0); /* a group of its own */
      foreground(getpid());
      keys(SIG_DFL);
      execvp(words[0], words);
      perror(words[0]);
      _exit(127);
    }

    int status;
    waitpid(child, &status, WUNTRACED);
    foreground(getpgrp());
    if (WIFSTOPPED(status)) stopped = child;
    else if (child == stopped) stopped = 0;
    if (!WIFEXITED(status)) printf("\n");
  }
}
