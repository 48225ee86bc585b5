/* Directory streams over fork, temporary files, realpath, O_APPEND, files without a name. */
#include "say.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <fcntl.h>
#include <dirent.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <limits.h>
#include <ftw.h>
#include <glob.h>
#include <libgen.h>
static int count(DIR *d) { int n = 0; while (readdir(d)) n++; return n; }
static int visible(const struct dirent *d) { return d->d_name[0] != '.'; }
static int visit(const char *p, const struct stat *s, int t, struct FTW *f) {
  printf("%s %d %s\n", t == FTW_F ? "file" : t == FTW_DP ? "directory" : "?", f->level, p);
  return 0;
}
int main(void) {
  char d[] = "/tmp/dirsXXXXXX"; mkdtemp(d); chdir(d);
  for (int i = 0; i < 10; i++) { char n[8]; sprintf(n, "f%d", i); close(creat(n, 0644)); }
  DIR *s = opendir("."); fflush(stdout);
  if (fork() == 0) { say("child reads all", count(s)); closedir(s); _exit(0); }
  wait(0);
  say("parent reads the rest", count(s)); rewinddir(s); say("again", count(s)); 
  rewinddir(s); readdir(s); fflush(stdout);
  if (fork() == 0) { say("child goes on", count(s)); rewinddir(s); _exit(0); }
  wait(0);
  say("parent goes on", count(s));
  rewinddir(s);
  struct dirent *de = readdir(s);
  de = readdir(s);
  de = readdir(s);
  long at = telldir(s);
  char name[100];
  de = readdir(s);
  strcpy(name, de->d_name);
  readdir(s);
  seekdir(s, at);
  de = readdir(s);
  printf("%d\n", strcmp(de->d_name, name));
  fflush(stdout);
  printf("cloexec %d\n", fcntl(dirfd(s), F_GETFD)); say("closedir", closedir(s)); 
  int fd = open(".", O_RDONLY | O_DIRECTORY);
  s = fdopendir(fd);
  printf("same %d\n", dirfd(s) == fd);
  say("fdopendir", count(s));
  closedir(s);
  say("closed", close(fd));
  say("fdopendir file", fdopendir(open("f1", O_RDONLY)) ? 0 : -1);
  say("fdopendir bad", fdopendir(99) ? 0 : -1);
  say("opendir none", opendir("none") ? 0 : -1);
  say("opendir file", opendir("f1") ? 0 : -1);
  struct dirent **list;
  int n = scandir(".", &list, visible, alphasort);
  for (int i = 0; i < n; i++) printf("%s%s", list[i]->d_name, i == n - 1 ? "\n" : " ");
  /* removed while open */
  mkdir("gone", 0755); s = opendir("gone"); rmdir("gone"); say("gone", count(s)); closedir(s);
  mkdir("a", 0755);
  mkdir("a/b", 0755);
  close(creat("a/b/c", 0600));
  symlink("a/b", "l");
  symlink("loop", "loop");
  char r[PATH_MAX];
  chdir("l");
  printf("%d\n", strcmp(realpath("c", r), "x") != 0);
  printf("%s\n", r + strlen(d));
  printf("%s\n", realpath("../b/./c", NULL) + strlen(d));
  chdir(d);
  printf("%s\n", realpath("l/c", r) + strlen(d));
  say("loop", realpath("loop", r) ? 0 : -1);
  say("none", realpath("none/x", r) ? 0 : -1);
  say("file/", realpath("f1/", r) ? 0 : -1);
  printf("%s %s\n", realpath("/", r), realpath("/tmp/..", NULL));
  nftw("a", visit, 10, FTW_PHYS | FTW_DEPTH);
  glob_t g;
  glob("f[0-3]", 0, NULL, &g);
  for (size_t i = 0; i < g.gl_pathc; i++) printf("%s ", g.gl_pathv[i]);
  printf("\n");
  FILE *t = tmpfile(); fputs("tmp", t); rewind(t); fgets(name, 10, t); printf("%s\n", name); fclose(t);
  char m[] = "mXXXXXX.txt";
  fd = mkstemps(m, 4);
  struct stat st;
  fstat(fd, &st);
  printf("%o %s\n", st.st_mode, m + 7);
  char bad[] = "mXXX";
  say("bad template", mkstemp(bad));
  dprintf(fd, "%d-%s\n", 5, "x");
  lseek(fd, 0, SEEK_SET);
  FILE *f = fdopen(fd, "r");
  char *line = NULL;
  size_t cap = 0;
  long got = getline(&line, &cap, f);
  printf("%ld %s", got, line);
  fflush(stdout);
  say("truncate dir", truncate("a", 0));
  say("truncate none", truncate("none", 0));
  say("truncate negative", truncate("f1", -1));
  say("truncate", truncate("f1", 10));
  stat("f1", &st);
  printf("%d\n", (int)st.st_size);
  /* O_APPEND between processes */
  fd = open("log", O_CREAT | O_RDWR | O_APPEND, 0644);
  fflush(stdout);
  for (int i = 0; i < 3; i++) if (fork() == 0) {
    int g = open("log", O_WRONLY | O_APPEND);
    for (int j = 0; j < 5; j++) write(g, "line\n", 5);
    _exit(0);
  }
  while (wait(0) > 0);
  printf("%d\n", (int)lseek(fd, 0, SEEK_END));
  /* unlink while open */
  unlink("log");
  pread(fd, name, 5, 0);
  printf("%.4s\n", name);
  fstat(fd, &st);
  printf("links %d\n", (int)st.st_nlink);
  struct timespec ts[2] = {{
    5, 6
  }
  , {
    0, UTIME_OMIT
  }
  }
  ;
  say("utimensat", utimensat(AT_FDCWD, "f1", ts, 0));
  stat("f1", &st);
  printf("%d.%d\n", (int)st.st_atim.tv_sec, (int)st.st_atim.tv_nsec);
  ts[0].tv_nsec = 1000000000;
  say("bad", utimensat(AT_FDCWD, "f1", ts, 0));
  say("readlink", readlink("l", name, 2));
  say("remove dir", remove("a"));
  say("remove", remove("f1"));
  say("unlinkat dir", unlinkat(AT_FDCWD, "a/b/c", 0));
  say("unlinkat", unlinkat(AT_FDCWD, "a/b", AT_REMOVEDIR));
  say("access", access("f2", R_OK|W_OK));
  say("rename", rename("f2", "f3"));
  say("linkat", linkat(AT_FDCWD, "f3", AT_FDCWD, "f4x", 0));
  return 0;
}
