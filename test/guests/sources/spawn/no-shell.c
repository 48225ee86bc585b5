/* In a world without /bin/sh. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>

int main(void)
{
  printf("system(NULL) %d\n", system(NULL));
  int status = system("true");
  printf("system %s %d\n", WIFEXITED(status) ? "exit" : "signal", WEXITSTATUS(status));
  printf("popen %s\n", popen("true", "r") == NULL && errno == ENOENT ? "ENOENT" : "?");
  printf("wait %s\n", wait(NULL) < 0 && errno == ECHILD ? "ECHILD" : "?");
  return 0;
}
