/* opendir, readdir, rewinddir, seekdir, dirfd, fdopendir: all entries once; errors of what is no directory. */
#include "../facts.h"
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

int main(void)
{
  mkdir("folder", 0700);
  for (int i = 0; i < 5; i++) {
    char path[32];
    snprintf(path, sizeof path, "folder/file-%d", i);
    close(open(path, O_CREAT | O_WRONLY, 0600));
  }
  mkdir("folder/sub", 0700);
  DIR *stream = opendir("folder");
  int files = 0, dots = 0, subs = 0, others = 0;
  for (struct dirent *entry; (entry = readdir(stream)) != NULL;) {
    if (strncmp(entry->d_name, "file-", 5) == 0) files++;
    else if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) dots++;
    else if (strcmp(entry->d_name, "sub") == 0) subs++;
    else others++;
  }
  say("files %d, dots %d, folders %d, others %d", files, dots, subs, others);
  rewinddir(stream);
  readdir(stream);
  long place = telldir(stream);
  char third[256] = "", again[256] = "";
  strcpy(third, readdir(stream)->d_name);
  readdir(stream);
  seekdir(stream, place);
  strcpy(again, readdir(stream)->d_name);
  say("seekdir goes back: %s", yes(strcmp(third, again) == 0));
  say("FD_CLOEXEC is set: %s", yes(fcntl(dirfd(stream), F_GETFD) == FD_CLOEXEC));
  say_result("closedir", closedir(stream));
  say("opendir of a file: %s", opendir("folder/file-0") == NULL ? error_name(errno) : "ok");
  say("opendir of nothing: %s", opendir("missing") == NULL ? error_name(errno) : "ok");
  int number = open("folder", O_RDONLY | O_DIRECTORY);
  stream = fdopendir(number);
  say("fdopendir: %s", yes(stream != NULL && readdir(stream) != NULL));
  say_result("rmdir of what is not empty", rmdir("folder"));
  return 0;
}
