/** What may be touched of a guest's memory, by the guest and by Node for it. */
import { expect, it, test } from "vitest";
import { PROT_EXEC, PROT_READ, PROT_WRITE } from "../../../runtime/abi/mapping.ts";
import type { HostCalls } from "../../../runtime/backend/native/addon.ts";
import { LowDescriptors } from "../../../runtime/backend/native/low-descriptors.ts";
import { gaps, hostProtection, NativeSpace } from "../../../runtime/backend/native/native-space.ts";
import { FAULT, GuestMemory } from "../../../runtime/kernel/guest-memory.ts";
import { compileText } from "../../guests/run-guest.ts";
import { describeNative, onNative } from "./native.ts";

const BOTH = PROT_READ | PROT_WRITE;

/** A memory of 32 pages: 16 are a region, with a mapping that may be written, one to be read, and one that may not be touched. */
function space(): { memory: GuestMemory; native: NativeSpace } {
  const host = { map: () => 0, guard: () => 0, limit: () => -1 } as unknown as HostCalls;
  const memory = new GuestMemory();
  const native = new NativeSpace(host, memory, new LowDescriptors(host));
  native.linear = new WebAssembly.Memory({ initial: 2 });
  const mappings = native.toMap();
  mappings.regions.add(16, 32);
  [BOTH, PROT_READ, 0].forEach((protection, i) => {
    const rest = {
      protection,
      mayWrite: true,
      object: undefined,
      at: 0,
      shared: false,
      seen: 0,
      atFork: "keep" as const,
    };
    mappings.insert({ from: 16 + i, to: 17 + i, ...rest });
  });
  return { memory, native };
}

function outcome(call: () => unknown): string {
  try {
    call();
    return "ok";
  } catch (error) {
    return error === FAULT ? "EFAULT" : String(error);
  }
}

test.each([
  ["the program's own memory", 15, "ok", "ok"],
  ["what may be written", 16, "ok", "ok"],
  ["what may be read", 17, "ok", "EFAULT"],
  ["what may not be touched", 18, "EFAULT", "EFAULT"],
  ["what is not mapped", 19, "EFAULT", "EFAULT"],
])("Node reads and writes %s", (_, page, read, write) => {
  const { memory } = space();
  expect(outcome(() => memory.u32(page * 4096))).toBe(read);
  expect(outcome(() => memory.setU32(page * 4096, 1))).toBe(write);
});

test("a string that begins where it may be read and ends where it may not is EFAULT", () => {
  const { memory } = space();
  memory.lend(16 * 4096, 4096).fill(97);
  const end = 17 * 4096;
  expect(outcome(() => memory.cString(end - 10))).toBe("ok");
  expect(outcome(() => memory.slice(end + 4000, 200))).toBe("EFAULT");
});

test("what a child is not to have is mapped no more in it", () => {
  const { native, memory } = space();
  for (const mapping of native.toMap().carve(16, 17)) mapping.atFork = "drop";
  native.fork();
  expect(outcome(() => memory.u8(16 * 4096))).toBe("EFAULT");
  expect(native.toMap().isFree({ from: 16, to: 17 })).toBe(true);
});

test.each([
  [0, 0],
  [PROT_EXEC, PROT_READ],
  [BOTH, BOTH],
  [PROT_WRITE | PROT_EXEC, BOTH],
])("nothing is executed: %i is %i for the host", (protection, host) => {
  expect(hostProtection(protection)).toBe(host);
});

test.each([
  [[], [{ from: 0, to: 9 }]],
  [[{ from: 0, to: 9 }], []],
  [
    [
      { from: 2, to: 4 },
      { from: 3, to: 5 },
    ],
    [
      { from: 0, to: 2 },
      { from: 5, to: 9 },
    ],
  ],
])("between %j there are %j", (spans, left) => {
  expect(gaps(spans, { from: 0, to: 9 })).toEqual(left);
});

describeNative("memory on the host", () => {
  it.each([
    [
      "a memory that grows does not become writable where it may not be written",
      `char *page = map(PROT_READ); for (int i = 0; i < 3; i++) *(volatile char *)malloc(10000000) = 1;
       int status; if (fork() == 0) { *(volatile char *)page = 1; _exit(0); } wait(&status); printf("%d", WTERMSIG(status));`,
      "11",
    ],
    [
      "what is not mapped any more cannot be touched",
      `char *page = map(PROT_READ | PROT_WRITE); munmap(page, 4096);
       int status; if (fork() == 0) { *(volatile char *)page = 1; _exit(0); } wait(&status); printf("%d", WTERMSIG(status));`,
      "11",
    ],
    [
      "a result that cannot be stored is EFAULT",
      `char *page = map(PROT_READ); int answer = pipe((int *)page); printf("%d %d", answer, errno == EFAULT);`,
      "-1 1",
    ],
    [
      "a file that has become shorter is SIGBUS",
      `int file = memfd(); char *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0); page[0] = 1; ftruncate(file, 0);
       int status; if (fork() == 0) { page[0] = 2; _exit(0); } wait(&status); printf("%d", WTERMSIG(status));`,
      "7",
    ],
  ])("%s", async (_, body, stdout) => {
    const program = await compileText(`
      #include <errno.h>
      #include <fcntl.h>
      #include <stdio.h>
      #include <stdlib.h>
      #include <sys/mman.h>
      #include <sys/wait.h>
      #include <unistd.h>
      static char *map(int protection) { return mmap(NULL, 4096, protection, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0); }
      static int memfd(void) { int fd = shm_open("/prong-native-space", O_RDWR | O_CREAT, 0600); shm_unlink("/prong-native-space"); ftruncate(fd, 4096); return fd; }
      int main(void) { ${body}; (void)memfd; return 0; }`);
    expect(await onNative(program)).toMatchObject({ stdout, stderr: "", end: { code: 0 } });
  });
});
