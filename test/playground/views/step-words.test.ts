import { expect, it, test } from "vitest";
import type { SeenStep } from "../../../playground/run/orders.ts";
import { positionWords, standingWords, stepLines, stepWords } from "../../../playground/views/step-words.ts";
import { Errno } from "../../../runtime/abi/errno.ts";
import { Signal } from "../../../runtime/abi/signal.ts";
import { RESTART } from "../../../runtime/abi/signal-flags.ts";
import { CLOCK, type KernelEvent } from "../../../runtime/index.ts";
import { CAPTURE, WAIT } from "../../../runtime/kernel/answer.ts";
import { seenSteps, stepWith } from "../timeline/seen-steps.ts";

function call(text: string, answer = 0, more: { stored?: string; waitsFor?: string[] } = {}): KernelEvent[] {
  const { stored = "", waitsFor = [] } = more;
  return [
    { kind: "call", pid: 2, syscall: 0, retry: false, text },
    { kind: "answer", pid: 2, syscall: 0, answer, final: answer > WAIT, stored, waitsFor },
  ];
}

/** A call that something comes of before it is answered. */
const during = ([made, answer]: KernelEvent[], ...events: KernelEvent[]) => [made, ...events, answer] as KernelEvent[];
const signal = (pid: number, from?: number): KernelEvent => ({
  kind: "signal",
  pid,
  signal: Signal.SIGINT,
  from,
  why: "^C",
});
const ends = (pid: number, end: { code: number } | { signal: number }): KernelEvent => ({
  kind: "exit",
  pid,
  end,
  memory: { virtual: 0, resident: 0, own: 0, faults: { zero: 0, program: 0, fork: 0 } },
});
const fault = (page: number): KernelEvent => ({ kind: "fault", pid: 2, page, cause: "fork" });
const moved = (what: "read" | "write"): KernelEvent => ({
  kind: "transfer",
  pid: 2,
  what,
  inode: 7,
  name: "pipe 1",
  from: 0,
  to: 6,
});
const [write] = call('fd_write(4, "hello\\n")');

test.each<[string, KernelEvent[]]>([
  ["process 2 begins to run /bin/sh -c ls", [{ kind: "start", pid: 2, args: ["/bin/sh", "-c", "ls"] }]],
  ["process 2 forks process 3", [{ kind: "fork", pid: 2, child: 3, vfork: false }, ...call("fork()", 3)]],
  ["process 2 forks process 3, which borrows its memory", [{ kind: "fork", pid: 2, child: 3, vfork: true }]],
  ["process 2 begins fork()", call("fork()", CAPTURE)],
  ["process 2 runs /bin/wc -l", [{ kind: "exec", pid: 2, args: ["/bin/wc", "-l"] }]],
  ["process 2 exits with 7", [...call("proc_exit(7)").slice(0, 1), ends(2, { code: 7 })]],
  ["process 2 is killed by SIGKILL (Killed)", [ends(2, { signal: Signal.SIGKILL })]],
  ["process 2 writes 6 bytes to pipe 1", [write as KernelEvent, moved("write"), ...call("fd_write(4, ...)").slice(1)]],
  ["process 2 reads 6 bytes from pipe 1", [moved("read")]],
  [
    "process 2 comes to the end of what fd_read(3, 8 bytes) reads",
    call("fd_read(3, 8 bytes)", 0, { stored: ' "" count=0' }),
  ],
  ["process 2 calls fd_close(4)", call("fd_close(4)")],
  [
    "process 2 calls mmap(0, 32), which wants room first and calls mmap_region(65536) and mmap(0, 32)",
    [...call("mmap(0, 32)", -Errno.ENOSPC), ...call("mmap_region(65536)"), ...call("mmap(0, 32)", 65536)],
  ],
  [
    "process 2 is interrupted in fd_read(0), which fails: EINTR (interrupted function)",
    call("fd_read(0)", -Errno.EINTR),
  ],
  ["process 2 calls fd_close(3) and fd_close(4)", [...call("fd_close(3)"), ...call("fd_close(4)")]],
  ["process 2 calls use_cwd() and calls args_get()", [...call("use_cwd()"), ...call("args_get()")]],
  ["process 2 calls kill(9, 0), which fails: ESRCH (no such process)", call("kill(9, 0)", -Errno.ESRCH)],
  [
    "process 2 sleeps in wait4(-1, 0): waits for a child to end",
    call("wait4(-1, 0)", WAIT, { waitsFor: ["a child to end"] }),
  ],
  ["process 2 sleeps in sleep(1): waits for time to pass", call("sleep(1)", WAIT)],
  ["process 2 is interrupted in fd_read(0), which is made again after the handler", call("fd_read(0)", RESTART)],
  ["process 2 reaps process 3", during(call("wait4(-1, 0)", 3), { kind: "reap", pid: 3, by: 2 })],
  ["process 2 sends SIGINT to process 3", during(call("kill(3, SIGINT)"), signal(3, 2))],
  ["process 2 sends SIGINT to itself", [signal(2, 2)]],
  ["process 2 gets SIGINT (^C)", [signal(2)]],
  ["process 2 computes; process 3 gets SIGINT (^C)", [signal(3)]],
  [
    "process 2 sends SIGINT to process 3; process 3 is killed by SIGINT (Interrupt)",
    [signal(3, 2), ends(3, { signal: 2 })],
  ],
  ["process 2 runs its handler for SIGINT", [{ kind: "handle", pid: 2, signal: Signal.SIGINT }]],
  ["process 2 is stopped by SIGTSTP", [{ kind: "stop", pid: 2, signal: Signal.SIGTSTP }]],
  ["process 2 computes; process 3 goes on", [{ kind: "continue", pid: 3 }]],
  ["process 2 exits with 0; process 3 is an orphan now", [ends(2, { code: 0 }), { kind: "reparent", pid: 3 }]],
  ["process 2 calls close(3) and copies 2 pages on write", [fault(1), ...call("close(3)"), fault(2)]],
  ["process 2 is interrupted, as it has computed for as long as it may", [{ kind: "preempt", pid: 2 }]],
  ["process 2 cannot run /bin/x: it is empty", [{ kind: "refused", pid: 2, path: "/bin/x", why: "it is empty" }]],
  ["process 2 computes", []],
])("%s", (sentence, events) => {
  expect(stepWords(stepWith({ pid: 2, events }))).toBe(sentence);
});

test.each<[string, Partial<SeenStep>]>([
  ["every process has ended: the first one exits with 0", { outcome: { kind: "ended", end: { code: 0 } } }],
  ["everybody waits for input", { outcome: { kind: "wants-input" } }],
  ["everybody waits for input", { outcome: { kind: "wants-input", hope: "data", within: undefined } }],
  ["everybody waits for input, or for 3 s to pass", { outcome: { kind: "wants-input", hope: "data", within: 3e9 } }],
  [
    "everybody waits for a signal, which can be typed",
    { outcome: { kind: "wants-input", hope: "signal", within: undefined } },
  ],
  [
    "nobody reads what is typed: everybody waits for 100 s to pass",
    { outcome: { kind: "wants-input", hope: "rescue", within: 1e11 } },
  ],
  ["nobody reads what is typed", { outcome: { kind: "wants-input", hope: "rescue", within: undefined } }],
  ["time passes to 1.5 s", { pid: CLOCK, events: [{ kind: "time", elapsed: 1.5e9 }] }],
  ["time passes, as nobody can run", {}],
  ['input comes: "ls\\n"', { act: { kind: "input", bytes: new TextEncoder().encode("ls\n") } }],
  ["input ends", { act: { kind: "input", bytes: undefined } }],
  ["nobody types: time passes", { act: { kind: "pass" } }],
  ["the terminal has 80 columns and 24 rows now", { act: { kind: "resize", window: { columns: 80, rows: 24 } } }],
])("where nobody runs: %s", (sentence, parts) => {
  expect(stepWords(stepWith(parts))).toBe(sentence);
});

it("counts what is too much to be told", () => {
  const events = [3, 4, 5, 6, 7, 8].map((child): KernelEvent => ({ kind: "fork", pid: 2, child, vfork: false }));
  expect(stepWords(stepWith({ pid: 2, events }))).toBe(
    "process 2 forks process 3, forks process 4, forks process 5, forks process 6 and does 2 more things",
  );
});

it("says where it is as people count: the step behind which one stands", () => {
  const steps = [stepWith({ pid: 2, events: [{ kind: "start", pid: 2, args: ["/bin/a"] }] }), stepWith({ pid: 2 })];
  expect([0, 1, 2].map((position) => positionWords(steps, position))).toEqual([
    "at the beginning of 2 steps",
    "step 1 of 2: process 2 begins to run /bin/a",
    "step 2 of 2: process 2 computes",
  ]);
  expect(positionWords([], 0)).toBe("no step yet");
});

it("says that nobody can ever go on", () => {
  const waiter = { pid: 2, args: [], call: "", waitsFor: [], because: "" };
  const words = [1, 3].map((count) =>
    standingWords({ kind: "deadlock", waiters: new Array(count).fill(waiter), end: undefined }),
  );
  expect(words).toEqual([
    "the last process waits for what can never come: a deadlock",
    "3 processes wait for what can never come: a deadlock",
  ]);
});

it("has the trace of a step beside it", () => {
  expect(stepLines(stepWith({ pid: 2, events: call("wait4(-1, 0)", WAIT, { waitsFor: ["a child to end"] }) }))).toEqual(
    ["[2] ==> wait4(-1, 0)", "[2] ... waits for a child to end"],
  );
});

it("tells a real run", async () => {
  const steps = await seenSteps("hello-fork.c");
  expect(steps.map(stepWords)).toEqual([
    "process 2 begins to run /bin/hello-fork and writes 27 bytes of output",
    "process 2 begins fork()",
    "process 2 forks process 3",
    "process 2 sleeps in wait4(3, 0): waits for a child to end",
    "process 3 writes 21 bytes of output",
    "process 3 exits with 7",
    "process 2 reaps process 3",
    "process 2 writes 113 bytes of output",
    "process 2 exits with 0",
    "every process has ended: the first one exits with 0",
  ]);
});
