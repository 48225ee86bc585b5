/** The guest's memory while a child of vfork has it, and after that. */
import { expect, it } from "vitest";
import { compileText } from "../../guests/run-guest.ts";
import { describeNative, onNative } from "./native.ts";

const HEAD = `
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
static volatile int written = 1;
static char *map(int flags) { return mmap(NULL, 8192, PROT_READ | PROT_WRITE, flags | MAP_ANONYMOUS, -1, 0); }
static int end(pid_t child) { int status; waitpid(child, &status, 0); return status; }
`;

describeNative("vfork on the host", () => {
  it.each([
    [
      "what the child stores, its parent finds: in variables, on the heap, in what is mapped",
      `char *heap = strcpy(malloc(10), "parent"), *own = map(MAP_PRIVATE), *shared = map(MAP_SHARED);
       mprotect(own + 4096, 4096, PROT_READ);
       pid_t child = vfork();
       if (child == 0) { written = 2; strcpy(heap, "child"); own[0] = 'o'; shared[0] = 's'; _exit(0); }
       end(child); printf("%d %s %c %c %d\\n", written, heap, own[0], shared[0], own[4096]);`,
      "2 child o s 0\n",
    ],
    [
      "after it the memory is the parent's alone again",
      `pid_t child = vfork(); if (child == 0) _exit(0);
       end(child); if ((child = fork()) == 0) { written = 9; _exit(0); } end(child); printf("%d\\n", written);`,
      "1\n",
    ],
    [
      "a child that dies gives the memory back, too",
      `pid_t child = vfork(); if (child == 0) { written = 3; abort(); }
       int status = end(child); printf("%d %d\\n", WTERMSIG(status) == SIGABRT, written);`,
      "1 3\n",
    ],
    [
      "a child that forks shares nothing with its own child",
      `pid_t child = vfork();
       if (child == 0) { pid_t grandchild = fork(); if (grandchild == 0) { written = 100; _exit(0); } end(grandchild); written++; _exit(0); }
       end(child); printf("%d\\n", written);`,
      "2\n",
    ],
    [
      "a child that borrows may lend",
      `pid_t child = vfork();
       if (child == 0) { pid_t grandchild = vfork(); if (grandchild == 0) { written = 100; _exit(0); } end(grandchild); written++; _exit(0); }
       end(child); printf("%d\\n", written);`,
      "101\n",
    ],
  ])("%s", async (_, body, stdout) => {
    const program = await compileText(`${HEAD}int main(void) { ${body} return 0; }`);
    expect(await onNative(program)).toMatchObject({ stdout, stderr: "", end: { code: 0 } });
  });
});
