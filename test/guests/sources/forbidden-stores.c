/* A store where none may be: Wasm lets it happen, and the process is killed for it when it stops. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include <fcntl.h>
static void child(int what, char *p, char *f, long ps) {
  if (fork()==0) { switch (what) {
   case 0: *p = 1; break;                       /* private */
   case 1: f[0] = 'x'; break;                   /* a file */
   case 2: p[ps*2]=1; break; }                  /* the page after next may be written */
   _exit(0); }
  int st; wait(&st); printf("%d: %s %d\n", what, WIFSIGNALED(st) ? "killed by" : "exits with", WIFSIGNALED(st) ? WTERMSIG(st) : WEXITSTATUS(st)); fflush(stdout);
}
int main(void) {
  long ps = sysconf(_SC_PAGESIZE);
  char *p = mmap(0, 3*ps, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0);
  p[0]='a'; mprotect(p, ps, PROT_READ);
  int fd = open("/tmp/map3", O_RDWR|O_CREAT|O_TRUNC, 0600); write(fd, "hello", 5);
  char *f = mmap(0, ps, PROT_READ, MAP_SHARED, fd, 0);
  child(0,p,f,ps); child(1,p,f,ps); child(2,p,f,ps);
  printf("%c %.5s\n", *p, f);
  mprotect(p, ps, PROT_READ|PROT_WRITE); *p='b'; printf("%c\n", *p);
  unlink("/tmp/map3");
  return 0;
}
