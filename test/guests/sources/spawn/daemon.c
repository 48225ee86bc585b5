/* daemon (BSD, Linux): the caller ends, its child goes on in `/`, without its streams; the pipe shows that it lives. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void try(const char *what, int keep_directory, int keep_streams)
{
  int ends[2];
  char text[200] = {0}, directory[100];
  pipe(ends);
  pid_t pid = fork();
  if (pid == 0) {
    struct stat null, out;
    chdir("/dev");
    pid_t before = getpid();
    int result = daemon(keep_directory, keep_streams);
    stat("/dev/null", &null);
    fstat(1, &out);
    sprintf(text, "%d, %s process, in %s, 1 is %s, session %s", result, getpid() == before ? "same" : "another",
            getcwd(directory, sizeof directory), null.st_ino == out.st_ino ? "/dev/null" : "kept", getsid(0) == getpid() ? "its own" : "kept");
    write(ends[1], text, strlen(text));
    _exit(0);
  }
  close(ends[1]);
  int status;
  waitpid(pid, &status, 0);
  for (size_t length = 0; read(ends[0], text + length, 1) == 1; length++) continue;
  close(ends[0]);
  printf("%s: the caller ends with %d; %s\n", what, WEXITSTATUS(status), text);
}

int main(void)
{
  setvbuf(stdout, NULL, _IONBF, 0);
  try("daemon(0, 0)", 0, 0);
  try("daemon(1, 1)", 1, 1);
  return 0;
}
