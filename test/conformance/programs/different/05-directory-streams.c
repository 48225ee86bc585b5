/* fork: the child has its own copy of the parent's open directory streams. */
#include "../facts.h"
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

static int rest(DIR *stream)
{
  int entries = 0;
  while (readdir(stream) != NULL) entries++;
  return entries;
}

int main(void)
{
  mkdir("folder", 0700);
  const char *names[] = { "folder/a", "folder/b", "folder/c" };
  for (int i = 0; i < 3; i++) close(open(names[i], O_CREAT | O_WRONLY, 0600));
  DIR *stream = opendir("folder");
  readdir(stream);
  readdir(stream); /* two of five: ".", "..", and three files, in some order */
  pid_t child = fork();
  if (child == 0) {
    say("child: %d entries are left", rest(stream));
    rewinddir(stream);
    say("child: after rewinddir there are %d", rest(stream));
    say_result("child: closedir", closedir(stream));
    return 0;
  }
  await("child", child);
  rewinddir(stream);
  say("parent: the stream is still open, and has %d entries from its beginning", rest(stream));
  say_result("parent: closedir", closedir(stream));
  return 0;
}
