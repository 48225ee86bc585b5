/** Descriptors of a guest on the host: the host's kernel keeps them, at other numbers. The rest is in the conformance rows. */
import { expect, it } from "vitest";
import { compileText } from "../../../guests/run-guest.ts";
import { describeNative, onNative } from "../native.ts";

const HEAD = `
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
`;

describeNative("a guest on the host", () => {
  it.each([
    ["finds only its own three open", `printf("%d %d\\n", dup(0), open("/dev/null", O_RDONLY)); return 0;`, "3 4\n"],
    [
      "names its descriptors by paths",
      `int file = open("file", O_RDWR | O_CREAT, 0600); write(file, "text", 4);
       char path[32], text[8] = ""; sprintf(path, "/dev/fd/%d", file); int again = open(path, O_RDONLY);
       sprintf(path, "/proc/self/fd/%d", again); printf("%zd %s", read(again, text, 8), text);
       printf(" %zd\\n", readlink(path, text, 8)); return 0;`,
      "4 text 8\n",
    ],
    [
      "keeps its locks when it opens a locked file once more, and loses them when that is closed",
      `int file = open("file", O_RDWR | O_CREAT, 0600);
       struct flock lock = {.l_type = F_WRLCK}; fcntl(file, F_SETLK, &lock);
       int again = open("file", O_RDWR);
       for (int i = 0; i < 2; i++) {
         if (fork() == 0) { fcntl(file, F_GETLK, &lock); printf("%s\\n", lock.l_type == F_UNLCK ? "free" : "locked"); exit(0); }
         wait(NULL);
         close(again);
       }
       return 0;`,
      "locked\nfree\n",
    ],
    [
      "has as many as its limit says",
      `struct rlimit limit; getrlimit(RLIMIT_NOFILE, &limit); limit.rlim_cur = 5; setrlimit(RLIMIT_NOFILE, &limit);
       int one = dup(0), other = dup(0), more = dup(0); printf("%d %d %d %s\\n", one, other, more, strerror(errno)); return 0;`,
      "3 4 -1 No file descriptors available\n",
    ],
    [
      "runs a program of the host's own, when it has no descriptors left",
      `struct rlimit limit; getrlimit(RLIMIT_NOFILE, &limit); limit.rlim_cur = 3; setrlimit(RLIMIT_NOFILE, &limit);
       printf("%d\\n", WEXITSTATUS(system("echo here; exit 3"))); return 0;`,
      "here\n3\n",
    ],
    [
      "has its descriptors again when the host does not run a program",
      `int file = open("bad", O_WRONLY | O_CREAT, 0755); write(file, "\\177ELF", 4); close(file);
       dup2(1, 70); dup2(1, 6); fcntl(6, F_SETFD, FD_CLOEXEC);
       execl("./bad", "bad", NULL); printf("%s\\n", strerror(errno)); fflush(stdout);
       write(70, "70\\n", 3); write(6, "6\\n", 2); printf("%d %d\\n", fcntl(6, F_GETFD), open("bad", O_RDONLY)); return 0;`,
      "Exec format error\n70\n6\n1 3\n",
    ],
    [
      "hands on to a program of the host's own what is not to be closed",
      `dup2(1, 5); dup2(1, 6); fcntl(6, F_SETFD, FD_CLOEXEC); setenv("WORD", "given", 1);
       execl("/bin/sh", "sh", "-c", "echo $WORD >&5; (echo no >&6) 2>/dev/null || echo closed", NULL); return 1;`,
      "given\nclosed\n",
    ],
    [
      "reads a directory to its end, whatever is in it",
      `mkdir("folder", 0700); char path[300];
       for (int i = 0; i < 700; i++) { sprintf(path, "folder/%d-%0*d", i, i % 200 + 1, 0); close(open(path, O_CREAT | O_WRONLY, 0600)); }
       DIR *folder = opendir("folder"); int count = 0; while (readdir(folder)) count++;
       printf("%d\\n", count); return 0;`,
      "702\n",
    ],
    [
      "waits for what can be read",
      `int fds[2]; pipe(fds); struct pollfd polled[2] = {{.fd = fds[0], .events = POLLIN}, {.fd = 99}};
       printf("%d %x\\n", poll(polled, 2, 0), polled[1].revents == POLLNVAL);
       if (fork() == 0) { write(fds[1], "x", 1); _exit(0); }
       printf("%d %d\\n", poll(polled, 1, -1), polled[0].revents == POLLIN); return 0;`,
      "1 1\n1 1\n",
    ],
  ])("%s", async (_what, body, expected) => {
    const program = await compileText(`${HEAD}int main(void) { ${body} }`);
    const ran = await onNative(program);
    expect(ran.stdout + ran.stderr).toBe(expected);
  });
});
