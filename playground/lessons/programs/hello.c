/* One process calls fork. Two return from it. */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
  int number = 1;
  pid_t pid = fork();

  if (pid == 0) {
    number = 2;
    printf("child: fork gave me 0\n");
    printf("child: number is %d\n", number);
    return 0;
  }

  wait(NULL);
  printf("parent: fork gave me my child's pid\n");
  printf("parent: number is %d\n", number);
  return 0;
}
