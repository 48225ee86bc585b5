import { expect, it } from "vitest";
import { compileText } from "../../guests/run-guest.ts";
import { describeNative, onNative } from "./native.ts";

describeNative("mremap on the host", () => {
  it.each([
    [
      "what becomes longer keeps its contents, and ends with zeros",
      `char *m = map(2, MAP_PRIVATE); m[0] = 'a'; m[4096] = 'b'; m = mremap(m, 8192, 40 * 4096, MREMAP_MAYMOVE); printf("%c%c%d", m[0], m[4096], m[39 * 4096]);`,
      "ab0",
    ],
    [
      "it grows where it is, if there is room",
      `char *m = map(4, MAP_PRIVATE); m[0] = 'a'; munmap(m + 4096, 3 * 4096); char *n = mremap(m, 4096, 8192, 0); n[4096] = 'b'; printf("%d%c%c", m == n, n[0], n[4096]);`,
      "1ab",
    ],
    [
      "what becomes shorter loses its end",
      `char *m = map(3, MAP_PRIVATE); char *n = mremap(m, 3 * 4096, 4096, 0); printf("%d %d", m == n, msync(m, 8192, MS_SYNC));`,
      "1 -1",
    ],
    [
      "what is shared stays shared where it goes",
      `char *m = mremap(map(1, MAP_SHARED), 4096, 8 * 4096, MREMAP_MAYMOVE); if (fork() == 0) { m[0] = 'c'; _exit(0); } wait(NULL); printf("%c", m[0]);`,
      "c",
    ],
    [
      "it goes where it is told to, and leaves nothing behind",
      `char *m = map(1, MAP_PRIVATE), *to = map(3, MAP_PRIVATE); m[0] = 'a'; char *n = mremap(m, 4096, 4096, MREMAP_MAYMOVE | MREMAP_FIXED, to + 4096); printf("%d%c %d", n == to + 4096, n[0], msync(m, 4096, MS_SYNC));`,
      "1a -1",
    ],
    [
      "nothing moves that may not",
      `char *m = map(1, MAP_PRIVATE); map(1, MAP_PRIVATE); printf("%d", mremap(m, 4096, 99 * 4096, 0) == MAP_FAILED && errno == ENOMEM);`,
      "1",
    ],
  ])("%s", async (_, body, stdout) => {
    const program = await compileText(`
      #define _GNU_SOURCE
      #include <errno.h>
      #include <stdio.h>
      #include <sys/mman.h>
      #include <sys/wait.h>
      #include <unistd.h>
      static char *map(int pages, int flags) { return mmap(NULL, pages * 4096, PROT_READ | PROT_WRITE, flags | MAP_ANONYMOUS, -1, 0); }
      int main(void) { ${body} return 0; }`);
    expect(await onNative(program)).toMatchObject({ stdout, stderr: "", end: { code: 0 } });
  });
});
