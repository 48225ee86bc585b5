import { expect, it, test } from "vitest";
import { RLIM_INFINITY, RLIMIT_AS, RLIMIT_CPU, RLIMIT_NOFILE } from "../../../runtime/abi/resource.ts";
import { fromHost, hostLimit, toHost } from "../../../runtime/backend/native/host-limits.ts";
import { compileText } from "../../guests/run-guest.ts";
import { describeNative, onNative } from "./native.ts";

test.each([
  ["Node's descriptors come on top", RLIMIT_NOFILE, 10n, 74n],
  ["no limit is none", RLIMIT_NOFILE, RLIM_INFINITY, RLIM_INFINITY],
  ["other limits are the host's", RLIMIT_CPU, 10n, 10n],
])("%s", (_, resource, guest, host) => {
  expect(toHost(resource, guest)).toBe(host);
  expect(fromHost(resource, host)).toBe(guest);
});

test("a host that allows fewer descriptors than Node has allows the guest none", () => {
  expect(fromHost(RLIMIT_NOFILE, 20n)).toBe(0n);
});

test("a limit of memory is kept by the host's kernel, and not in force there", () => {
  expect(hostLimit(RLIMIT_AS)).not.toBe(RLIMIT_AS);
  expect(hostLimit(16)).toBeUndefined();
});

describeNative("limits on the host", () => {
  it.each([
    [
      "memory ends at RLIMIT_AS, and goes on when that is raised",
      `set(RLIMIT_AS, 50 << 20); take(100); set(RLIMIT_AS, -1); take(100);`,
      "no yes ",
    ],
    [
      "a child has its parent's limit of memory",
      `set(RLIMIT_DATA, 50 << 20); if (fork() == 0) { take(100); return 0; } wait(NULL);`,
      "no ",
    ],
  ])("%s", async (_, body, stdout) => {
    const program = await compileText(`
      #include <stdio.h>
      #include <stdlib.h>
      #include <sys/resource.h>
      #include <sys/wait.h>
      #include <unistd.h>
      static void set(int which, rlim_t to) { struct rlimit limit; getrlimit(which, &limit); limit.rlim_cur = to; setrlimit(which, &limit); }
      static void take(size_t mega) { void *volatile memory = malloc(mega << 20); printf(memory ? "yes " : "no "); fflush(stdout); }
      int main(void) { ${body} return 0; }`);
    expect(await onNative(program)).toMatchObject({ stdout, stderr: "", end: { code: 0 } });
  });
});
