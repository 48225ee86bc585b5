/* Files and directories, as seen by several processes. */
#include "usertests.h"

#define LINES 100

QUESTION(append, "do two processes that append to one file lose a line?")
{
  int counts[2] = {0, 0};
  pid_t child = FORK();
  int fd = OK(open("log", O_WRONLY | O_APPEND | O_CREAT, 0600));
  for (int i = 0; i < LINES; i++) EXPECT(8, write(fd, child ? "parent.\n" : "child..\n", 8));
  if (child == 0) _exit(0);
  EXPECT_EXIT(0, child);
  FILE *log = fopen("log", "r");
  char line[40];
  while (fgets(line, sizeof line, log) != NULL) {
    EXPECT_TRUE(strcmp(line, "parent.\n") == 0 || strcmp(line, "child..\n") == 0);
    counts[line[0] == 'c']++;
  }
  EXPECT(LINES, counts[0]);
  EXPECT(LINES, counts[1]);
  fclose(log);
}

QUESTION(unlink_open, "does an open file live on without a name?")
{
  struct stat status;
  char text[8] = "";
  int fd = OK(open("nameless", O_RDWR | O_CREAT, 0600));
  pid_t child = FORK();
  if (child == 0) {
    OK(unlink("nameless"));
    EXPECT(6, write(fd, "secret", 6));
    _exit(0);
  }
  EXPECT_EXIT(0, child);
  EXPECT_ERRNO(ENOENT, open("nameless", O_RDONLY));
  OK(fstat(fd, &status));
  EXPECT(0, status.st_nlink);
  EXPECT(6, status.st_size);
  EXPECT(6, pread(fd, text, 6, 0));
  EXPECT_TEXT("secret", text);
  make_file("nameless", "another");
  EXPECT(6, pread(fd, text, 7, 0));
}

QUESTION(cwd, "has a child its parent's directory, and then its own?")
{
  char before[4096], after[4096];
  EXPECT_TRUE(getcwd(before, sizeof before) != NULL);
  OK(mkdir("below", 0700));
  pid_t child = FORK();
  if (child == 0) {
    EXPECT_TRUE(getcwd(after, sizeof after) != NULL);
    EXPECT_TEXT(before, after);
    OK(chdir("below"));
    make_file("made", "in the child");
    EXPECT_ERRNO(ENOENT, chdir("below"));
    _exit(0);
  }
  EXPECT_EXIT(0, child);
  EXPECT_TRUE(getcwd(after, sizeof after) != NULL);
  EXPECT_TEXT(before, after);
  expect_file("below/made", "in the child");
  OK(unlink("below/made"));
  OK(rmdir("below"));
}

QUESTION(umask_inherited, "has a child its parent's umask, and then its own?")
{
  struct stat status;
  umask(027);
  pid_t child = FORK();
  if (child == 0) {
    EXPECT(027, umask(077));
    make_file("private", "");
    _exit(0);
  }
  EXPECT_EXIT(0, child);
  OK(stat("private", &status));
  EXPECT(0600, status.st_mode & 07777);
  make_file("shared", "");
  OK(stat("shared", &status));
  EXPECT(0640, status.st_mode & 07777);
  EXPECT(027, umask(022));
}

QUESTION(rename_open, "what if a file is replaced while somebody reads it?")
{
  char text[8] = "";
  make_file("old", "old");
  make_file("new", "new");
  int fd = OK(open("old", O_RDONLY));
  pid_t child = FORK();
  if (child == 0) _exit(rename("new", "old") == 0 ? 0 : 1);
  EXPECT_EXIT(0, child);
  EXPECT(3, read(fd, text, 3));
  EXPECT_TEXT("old", text);
  expect_file("old", "new");
  EXPECT_ERRNO(ENOENT, rename("new", "newer"));
}

QUESTION(exclusive, "does one of ten children make the file?")
{
  struct line go = make_line();
  pid_t children[10];
  int made = 0;
  for (int i = 0; i < 10; i++) {
    if ((children[i] = FORK()) != 0) continue;
    close(go.out);
    hear_or_end(go);
    if (open("mine", O_WRONLY | O_CREAT | O_EXCL, 0600) >= 0) _exit(1);
    _exit(errno == EEXIST ? 0 : 2);
  }
  close(go.out);
  for (int i = 0; i < 10; i++) {
    int status = status_of(children[i]);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) < 2);
    made += WEXITSTATUS(status);
  }
  EXPECT(1, made);
}

QUESTION(truncate_seen, "does a process see another truncate its file?")
{
  char text[20] = "";
  make_file("file", "0123456789");
  int fd = OK(open("file", O_RDWR));
  EXPECT(5, read(fd, text, 5));
  pid_t child = FORK();
  if (child == 0) {
    int other = OK(open("file", O_WRONLY | O_TRUNC));
    EXPECT(2, write(other, "ab", 2));
    _exit(0);
  }
  EXPECT_EXIT(0, child);
  EXPECT(0, read(fd, text, 5));
  EXPECT(1, write(fd, "z", 1));
  EXPECT(6, lseek(fd, 0, SEEK_END));
  EXPECT(6, pread(fd, text, 20, 0));
  EXPECT_TRUE(memcmp(text, "ab\0\0\0z", 6) == 0);
}

QUESTION(hole, "is what was never written full of zeros?")
{
  char byte = 'x';
  int fd = OK(open("hole", O_RDWR | O_CREAT, 0600));
  EXPECT(100000, lseek(fd, 100000, SEEK_SET));
  EXPECT(1, write(fd, "!", 1));
  EXPECT(1, pread(fd, &byte, 1, 50000));
  EXPECT(0, byte);
  OK(ftruncate(fd, 50));
  EXPECT(50, lseek(fd, 0, SEEK_END));
  EXPECT_ERRNO(EINVAL, lseek(fd, -1, SEEK_SET));
  EXPECT_ERRNO(EINVAL, lseek(fd, 0, 77));
  EXPECT_ERRNO(EINVAL, ftruncate(fd, -1));
}

QUESTION(pread_stays, "do pread and pwrite leave the shared offset alone?")
{
  char byte;
  make_file("file", "abcdef");
  int fd = OK(open("file", O_RDWR));
  EXPECT(1, read(fd, &byte, 1));
  pid_t child = FORK();
  if (child == 0) {
    EXPECT(1, pwrite(fd, "X", 1, 4));
    _exit(pread(fd, &byte, 1, 3) == 1 ? byte : 0);
  }
  EXPECT_EXIT('d', child);
  EXPECT(1, read(fd, &byte, 1));
  EXPECT('b', byte);
  expect_file("file", "abcdXf");
}

QUESTION(read_only, "can a file that was opened to be read be written?")
{
  char byte = 0;
  make_file("file", "text");
  int reads = OK(open("file", O_RDONLY)), writes = OK(open("file", O_WRONLY));
  EXPECT_ERRNO(EBADF, write(reads, &byte, 1));
  EXPECT_ERRNO(EBADF, read(writes, &byte, 1));
  EXPECT_ERRNO(EINVAL, ftruncate(reads, 0));
  expect_file("file", "text");
}

QUESTION(directories, "are directories kept apart from files?")
{
  char byte;
  OK(mkdir("folder", 0700));
  EXPECT_ERRNO(EEXIST, mkdir("folder", 0700));
  make_file("folder/file", "text");
  EXPECT_ERRNO(ENOTEMPTY, rmdir("folder"));
  EXPECT_ERRNO(ENOTDIR, rmdir("folder/file"));
  EXPECT_ERRNO(EISDIR, unlink("folder"));
  EXPECT_ERRNO(EISDIR, open("folder", O_WRONLY));
  EXPECT_ERRNO(ENOTDIR, open("folder/file", O_RDONLY | O_DIRECTORY));
  EXPECT_ERRNO(ENOTDIR, open("folder/file/below", O_RDONLY));
  EXPECT_ERRNO(ENOENT, open("nowhere/file", O_RDONLY | O_CREAT, 0600));
  EXPECT_ERRNO(EISDIR, read(OK(open("folder", O_RDONLY)), &byte, 1));
  OK(unlink("folder/file"));
  OK(rmdir("folder"));
  EXPECT_ERRNO(ENOENT, rmdir("folder"));
}

QUESTION(links, "is a file gone when its last name is?")
{
  struct stat status;
  make_file("first", "text");
  OK(link("first", "second"));
  OK(stat("first", &status));
  EXPECT(2, status.st_nlink);
  EXPECT_ERRNO(EEXIST, link("first", "second"));
  pid_t child = FORK();
  if (child == 0) _exit(unlink("first") == 0 ? 0 : 1);
  EXPECT_EXIT(0, child);
  expect_file("second", "text");
  OK(symlink("second", "soft"));
  expect_file("soft", "text");
  OK(unlink("second"));
  EXPECT_ERRNO(ENOENT, open("soft", O_RDONLY));
}

QUESTION(bad_paths, "are impossible paths refused?")
{
  static char name[301], path[5001];
  memset(name, 'n', sizeof name - 1);
  memset(path, '/', sizeof path - 1);
  OK(symlink("loop", "loop"));
  EXPECT_ERRNO(ENOENT, open("", O_RDONLY));
  EXPECT_ERRNO(ENAMETOOLONG, open(name, O_RDONLY));
  EXPECT_ERRNO(ENAMETOOLONG, open(path, O_RDONLY));
  EXPECT_ERRNO(ELOOP, open("loop", O_RDONLY));
  EXPECT_ERRNO(ELOOP, open("loop/file", O_RDONLY));
  EXPECT_ERRNO(ENOENT, chdir(""));
  EXPECT_ERRNO(ENOENT, unlink("nothing"));
}

QUESTION(lost_directory, "what if the current directory is removed?")
{
  char path[4096];
  OK(mkdir("lost", 0700));
  pid_t child = FORK();
  if (child == 0) {
    OK(chdir("lost"));
    OK(rmdir("../lost"));
    EXPECT_ERRNO(ENOENT, open("file", O_WRONLY | O_CREAT, 0600));
    EXPECT_TRUE(getcwd(path, sizeof path) == NULL && errno == ENOENT);
    OK(chdir("/"));
    _exit(0);
  }
  EXPECT_EXIT(0, child);
}
