import { describe, expect, it } from "vitest";
import { CallStackReader } from "../../../runtime/backend/emulated/call-stack.ts";
import { compileC } from "../../../runtime/frontend/compile/c.ts";
import { folderCache, loadSdk, SDK_C_FOLDER } from "../../../runtime/frontend/compile/node-sources.ts";
import { deadlockLines } from "../../../runtime/frontend/format/deadlock.ts";
import { inspectGuest } from "../../../runtime/guest/inspect.ts";
import { ROOT } from "../../frontend/compile/compile-guest.ts";
import { program, wat } from "../../guest/wat.ts";
import { assemblyScript, type RunOptions, Watched } from "../../guests/run-guest.ts";
import { ByHand, make, SUSPEND } from "../../instrument/by-hand.ts";

const sdk = await loadSdk(SDK_C_FOLDER);
const cache = folderCache(`${ROOT}/.cache/compile`);

async function compile(path: string, text: string, ...flags: string[]): Promise<Uint8Array> {
  return (await compileC({ sources: [{ path, text }], sdk, flags, directory: "/home/me", cache })).wasm;
}

/** Functions and lines of a process, `undefined` where it has no stack. */
function stackOf({ system }: Watched, pid = 2): string[] | undefined {
  return system.callStack(pid)?.map(({ function: name, line }) => (line === undefined ? name : `${name} ${line}`));
}

async function standstill(bytes: Uint8Array, options?: RunOptions): Promise<{ watched: Watched; report: string[] }> {
  const watched = await Watched.create(bytes, options);
  const outcome = await watched.system.finish();
  if (outcome.kind !== "deadlock") throw new Error(`it ${outcome.kind}`);
  return { watched, report: deadlockLines(outcome.waiters, (pid) => watched.system.callStack(pid)) };
}

/** Each waits for the other to speak first. */
const TALK = `#include <unistd.h>
static int to_child[2], to_parent[2];
__attribute__((noinline)) static int read_line(int fd, char *line)
{
  int length = 0;
  while (read(fd, line + length, 1) == 1 && line[length] != '\\n') length++;
  return length;
}
__attribute__((noinline)) static int serve(void)
{
  char line[80];
  int served = 0;
  while (read_line(to_child[0], line) > 0)
    served += write(to_parent[1], line, 1);
  return served;
}
int main(int argc, char **argv)
{
  char line[80];
  pipe(to_child);
  pipe(to_parent);
  if (fork() == 0)
    return serve() + 1;
  int length =
    read_line(to_parent[0], line);
  return length + 2 * argc;
}
`;

describe.each(["-O0", "-O2"])("two processes that read each other's pipes (%s)", { timeout: 120_000 }, (level) => {
  it("are reported with functions and lines, where there is debug information", async () => {
    const { watched, report } = await standstill(await compile("src/talk.c", TALK, level, "-g"), { name: "talk" });
    expect(report).toEqual([
      "deadlock: 2 processes wait for what can never come",
      "  [2] /bin/talk in fd_read(5): waits for pipe 2 to have data (its write end is still open: 6 in [2], [3])",
      "      at read_line (src/talk.c:6) <- main (src/talk.c:25)",
      "  [3] /bin/talk in fd_read(3): waits for pipe 1 to have data (its write end is still open: 4 in [2], [3])",
      "      at read_line (src/talk.c:6) <- serve (src/talk.c:13) <- main (src/talk.c:23)",
    ]);
    expect(stackOf(watched)).toEqual([
      "__wasi_fd_read",
      "read",
      "read_line src/talk.c:6",
      "main src/talk.c:25",
      "__main_void",
      "_start",
    ]);
  });

  it("are reported with functions, where there is none", async () => {
    const { report } = await standstill(await compile("src/talk.c", TALK, level));
    expect(report.filter((line) => line.startsWith("      at "))).toEqual([
      "      at read <- read_line <- main",
      "      at read <- read_line <- serve <- main",
    ]);
  });

  it("are reported with numbers of functions, where all names were stripped", async () => {
    const { report } = await standstill(await compile("src/talk.c", TALK, level, "-s"));
    expect(report[2]).toMatch(/^ {6}at function \d+ <- function \d+ <- function \d+ <- function \d+/);
  });

  it.each(["loops", "memory"] as const)("have the same stacks when they can be preempted (%s)", async (preempt) => {
    const bytes = await compile("src/talk.c", TALK, level, "-g");
    const [plain, preempted] = [await standstill(bytes), await standstill(bytes, { preempt })];
    for (const pid of [2, 3])
      expect(preempted.watched.system.callStack(pid)).toEqual(plain.watched.system.callStack(pid));
  });
});

describe("System.callStack()", { timeout: 120_000 }, () => {
  it("knows the functions of AssemblyScript, and their lines", async () => {
    const text = `import { pipe, read } from "prong";
      class Reader {
        @inline constructor(public fd: i32) {}
        next(buffer: Uint8Array): i32 { return read(this.fd, buffer) }
      }
      function drain(reader: Reader): i32 {
        let sum = 0;
        const buffer = new Uint8Array(4);
        while (true) {
          const count = reader.next(buffer);
          if (count <= 0) return sum;
          sum += count;
        }
      }
      const ends = pipe();
      drain(new Reader(ends.readEnd));`;
    const { watched, report } = await standstill(await assemblyScript(text, ["--debug"]));
    expect(stackOf(watched)).toEqual(
      expect.arrayContaining(["program/Reader#next program.ts:4", "program/drain program.ts:10"]),
    );
    expect(report[2]).toMatch(/^ {6}at .*program\/Reader#next \(program\.ts:4\) <- program\/drain \(program\.ts:10\)/);
  });

  it("reads a recursion 2,000 deep through all its chunks", async () => {
    const text = `#include <unistd.h>
volatile int kept;
__attribute__((noinline)) int dive(int depth)
{
  volatile int mine = depth;
  if (depth == 0)
    return pause();
  int found = dive(depth - 1);
  return found + mine;
}
int main(void) { return dive(1999); }
`.replace("pause()", "read(0, (void *)&kept, 1)");
    const watched = await Watched.create(await compile("deep.c", text, "-O2", "-g"));
    expect(watched.system.run().kind).toBe("wants-input");
    const stack = stackOf(watched) as string[];
    expect(stack.filter((entry) => entry.startsWith("dive"))).toEqual([
      "dive deep.c:7",
      ...new Array(1999).fill("dive deep.c:8"),
    ]);
    expect(stack.at(-2)).toBe("__original_main deep.c:11");
  });

  it("says where a loop without calls was preempted", async () => {
    const text = `volatile unsigned turns;
__attribute__((noinline)) void spin(void)
{
  for (;;)
    turns++;
}
int main(void)
{
  spin();
}
`;
    const watched = await Watched.create(await compile("spin.c", text, "-O2", "-g"), { preempt: "loops" });
    for (let turn = 0; turn < 3; turn++) {
      watched.system.machine.step();
      expect(stackOf(watched)).toEqual([
        "<preempted>",
        expect.stringMatching(/^spin spin\.c:5$/),
        "__original_main spin.c:9",
        "_start",
      ]);
    }
  });

  it("shows where signals are taken", async () => {
    const bytes = wat(
      `(module
        (import "prong_v1" "getpid" (func $getpid (result i32)))
        (import "prong_v1" "sigaction" (func (param i32 i32 i32) (result i32)))
        (import "wasi_snapshot_preview1" "sched_yield" (func $yield (result i32)))
        (memory (export "memory") 1)
        (func $handler (loop (drop (call $yield)) (br 0)))
        (func $deliver (export "prong_deliver_signals") (call $handler) (drop (i32.const 1)))
        (func $work (drop (call $getpid)) (drop (i32.const 1)))
        (func (export "_start") (call $work) (drop (i32.const 1))))`,
      { names: true },
    );
    const host = new ByHand(make(bytes), (name) => {
      host.global("prong:pending").value = name === "getpid" ? 1 : 0;
      return name === "sched_yield" ? SUSPEND : 1;
    });
    const reader = new CallStackReader(inspectGuest(bytes, "signals.wasm"), host.made);
    const frames = host.start()?.frames ?? [];
    expect(reader.read(frames).map(({ function: name }) => name)).toEqual([
      "handler",
      "deliver",
      "<signals>",
      "work",
      "_start",
    ]);
  });

  it("is empty before a process has run, and undefined when it has ended, or never was", async () => {
    const text = `#include <unistd.h>
int main(void) { if (fork() == 0) return 0; char byte; read(0, &byte, 1); return 1; }
`;
    const watched = await Watched.create(await compile("fork.c", text, "-O2"));
    expect(stackOf(watched)).toEqual([]);
    expect(stackOf(watched, 3)).toBeUndefined();
    watched.system.run();
    expect(watched.system.machine.kernel.world.processes.get(3)?.state.kind).toBe("zombie");
    expect(stackOf(watched, 3)).toBeUndefined();
    expect(stackOf(watched)).not.toEqual([]);
  });

  it("is the same after a snapshot was put back", async () => {
    const { watched } = await standstill(await compile("src/talk.c", TALK, "-O2", "-g"));
    const before = [2, 3].map((pid) => watched.system.callStack(pid));
    watched.system.restore(watched.system.snapshot());
    expect([2, 3].map((pid) => watched.system.callStack(pid))).toEqual(before);
  });

  it("knows nothing of stacks that Asyncify captured", async () => {
    const { watched, report } = await standstill(await compile("src/talk.c", TALK, "-O2"), { capture: "asyncify" });
    expect(stackOf(watched)).toEqual([]);
    expect(report).toHaveLength(3);
  });

  it("refuses frames that were tampered with", async () => {
    const bytes = program(
      "(loop (drop (call $yield)) (br 0))",
      '(import "wasi_snapshot_preview1" "sched_yield" (func $yield (result i32)))',
    );
    const watched = await Watched.create(bytes);
    const [process] = watched.system.machine.kernel.world.processes.values();
    if (process?.image === undefined) throw new Error("no process");
    process.image = { ...process.image, stack: [Uint8Array.of(9, 0, 0, 0, 1, 0, 0, 0)] };
    expect(() => watched.system.callStack(2)).toThrow(RangeError);
    expect(() => watched.system.callStack(2)).toThrow("there is no function with the number 9");
  });
});
