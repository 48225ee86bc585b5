/* Modes and owners: umask, chmod, chown, access, what directories allow, stat. */
#include "say.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <fcntl.h>
#include <dirent.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <sys/sysmacros.h>
#ifdef __wasm__
#define getuid() 1000
#define getgid() 1000
#define setgroups(a, b)
#define setresgid(a, b, c)
#define setresuid(a, b, c)
#endif
static void show(const char *path) {
  struct stat s;
  if (lstat(path, &s) < 0) { printf("%s: %s\n", path, errno_name()); return; }
  printf("%s: %06o %s %s", path, s.st_mode, s.st_uid == getuid() ? "mine" : "other", s.st_gid == getgid() ? "mine" : "other");
  if (!S_ISDIR(s.st_mode)) printf(" links %d size %d blocks %d", (int)s.st_nlink, (int)s.st_size, (int)s.st_blocks);
  printf(" of %d, device %d:%d\n", (int)s.st_blksize, (int)major(s.st_rdev), (int)minor(s.st_rdev));
}
static int opn(const char *p, int f, int m) {
  int fd = open(p, f, m);
  if (fd >= 0) close(fd);
  return fd < 0 ? -1 : 0;
}
int main(void) {
  umask(022);
  if (getuid() == 0) { setgroups(0, NULL); setresgid(1000, 1000, 1000); setresuid(1000, 1000, 1000); }
  char d[] = "/tmp/modesXXXXXX"; mkdtemp(d); chdir(d);
  show(".");
  printf("umask %03o\n", umask(022));
  say("creat", close(creat("a", 0666))); show("a");
  say("creat 7777", close(creat("b", 07777))); show("b");
  printf("umask %03o\n", umask(077)); 
  close(open("c", O_CREAT | O_WRONLY, 0666)); show("c");
  mkdir("d", 0777); show("d");
  mkfifo("p", 0666); show("p");
  fflush(stdout);
  if (fork() == 0) {
    printf("child's umask %03o\n", umask(0));
    close(open("e", O_CREAT | O_WRONLY, 0666));
    mkdir("f", 01777);
    show("e");
    show("f");
    fflush(stdout);
    _exit(0);
  }
  wait(0);
  printf("umask %03o\n", umask(022));
  FILE *s = fopen("g", "w"); fputs("hello\n", s); fclose(s); show("g");
  symlink("g", "l"); show("l");
  say("chmod", chmod("l", 04755)); show("g");
  say("fchmodat nofollow", fchmodat(AT_FDCWD, "l", 0600, AT_SYMLINK_NOFOLLOW)); 
  int fd = open("g", O_RDONLY); say("fchmod", fchmod(fd, 02640)); show("g"); close(fd);
  say("write-only mode", chmod("g", 0200));
  say("open r", opn("g", O_RDONLY, 0));
  say("open w", opn("g", O_WRONLY, 0));
  say("open rw", opn("g", O_RDWR, 0));
  say("access r", access("g", R_OK));
  say("access w", access("g", W_OK));
  say("access f", access("g", F_OK));
  say("access x", access("g", X_OK));
  say("group bits do not help the owner", chmod("g", 0077)); say("open r", opn("g", O_RDONLY, 0));
  say("trunc unwritable", chmod("g", 0444));
  say("open", opn("g", O_RDONLY | O_TRUNC, 0));
  say("truncate", truncate("g", 1));
  say("creat", opn("g", O_CREAT|O_WRONLY|O_TRUNC, 0666));
  say("unlink unwritable", unlink("g"));
  say("creat 000 rw", (fd = open("z", O_CREAT | O_RDWR | O_EXCL, 0)) < 0 ? -1 : 0);
  say("write", write(fd, "abc", 3));
  close(fd);
  show("z");
  say("open again", opn("z", O_RDONLY, 0));
  /* directories */
  mkdir("dir", 0755); close(creat("dir/x", 0644)); chmod("dir", 0600);
  say("no search: stat", access("dir/x", F_OK));
  say("open", opn("dir/x", O_RDONLY, 0));
  DIR *dp = opendir("dir");
  say("opendir", dp ? 0 : -1);
  if (dp) closedir(dp);
  say("chdir", chdir("dir"));
  chmod("dir", 0100);
  dp = opendir("dir");
  say("no read: opendir", dp ? 0 : -1);
  say("open x", opn("dir/x", O_RDONLY, 0));
  chmod("dir", 0500);
  say("no write: creat", opn("dir/y", O_CREAT | O_WRONLY, 0644));
  say("existing", opn("dir/x", O_CREAT | O_WRONLY, 0644));
  say("unlink", unlink("dir/x"));
  say("mkdir", mkdir("dir/q", 0755));
  say("mkdir exists", mkdir("dir/x", 0755));
  say("rename out", rename("dir/x", "x"));
  say("rename in", rename("a", "dir/a"));
  say("link", link("a", "dir/a"));
  say("symlink", symlink("a", "dir/a"));
  say("mkfifo", mkfifo("dir/a", 0644));
  say("unlink none", unlink("dir/none"));
  chmod("dir", 0755);
  mkdir("sg", 02775);
  chmod("sg", 02775);
  show("sg");
  mkdir("sg/in", 0755);
  show("sg/in");
  close(creat("sg/file", 02755));
  show("sg/file");
  /* owners */
  say("chown self", chown("a", getuid(), getgid()));
  say("chown -1", chown("a", -1, -1));
  say("chown root", chown("a", 0, -1));
  say("chgrp 0", chown("a", -1, 0));
  say("lchown", lchown("l", getuid(), getgid()));
  say("chown dangling", chown("l", getuid(), getgid()));
  chmod("a", 06755); say("chown clears suid", chown("a", getuid(), getgid())); show("a");
  say("chmod none", chmod("none", 0644));
  say("chmod through file", chmod("a/x", 0644));
  say("fchmod bad", fchmod(99, 0644));
  say("access bad mode", access("a", 8));
  say("access none", access("none", F_OK));
  say("faccessat eaccess", faccessat(AT_FDCWD, "a", R_OK, AT_EACCESS));
  /* exec */
  close(creat("prog", 0644));
  char *av[] = {"prog", 0};
  say("exec no x", execv("./prog", av));
  say("exec dir", execv("./dir", av));
  chmod("prog", 0755);
  say("mknod reg", mknod("reg", S_IFREG | 0640, 0));
  show("reg");
  say("mknod 0", mknod("reg0", 0600, 0));
  show("reg0");
  say("mknod chr", mknod("chr", S_IFCHR | 0640, makedev(1,3)));
  say("mknod dir", mknod("dd", S_IFDIR | 0640, 0));
  say("mknod bad", mknod("dd", 0130000, 0));
  say("mkfifo exists", mkfifo("p", 0644));
  say("mkfifo none", mkfifo("none/p", 0644));
  say("mkfifoat", mkfifoat(AT_FDCWD, "p2", 0644));
  show("p2");
  struct stat st;
  stat("/dev/null", &st);
  printf("/dev/null %06o %d:%d\n", st.st_mode, (int)major(st.st_rdev), (int)minor(st.st_rdev));
  say("mkdir ''", mkdir("", 0755));
  say("fstat", fstat(1, &st));
  fd = open("big", O_CREAT|O_RDWR, 0644);
  write(fd, "12345", 5);
  ftruncate(fd, 5000);
  struct stat b;
  fstat(fd, &b);
  printf("%lld\n", (long long)b.st_size);
  say("fallocate", posix_fallocate(fd, 0, 10000));
  fstat(fd, &b);
  printf("%lld %lld\n", (long long)b.st_size, (long long)b.st_blocks);
  link("big", "big2");
  fstat(fd, &b);
  printf("links %d\n", (int)b.st_nlink);
  unlink("big");
  unlink("big2");
  fstat(fd, &b);
  printf("links %d size %lld\n", (int)b.st_nlink, (long long)b.st_size);
  int pp[2];
  pipe(pp);
  fstat(pp[0], &b);
  printf("pipe %06o links %d size %lld\n", b.st_mode, (int)b.st_nlink, (long long)b.st_size);
  write(pp[1], "abc", 3);
  fstat(pp[0], &b);
  printf("size %lld\n", (long long)b.st_size);
  say("fstatat empty", fstatat(fd, "", &b, 0));
  say("fstatat empty path", fstatat(fd, "", &b, 0x1000));
  printf("%lld\n", (long long)b.st_size);
  return 0;
}
