/** No process sees what another has stored, and none loses what it stored itself: whoever runs when, and in however few places. */
import fc from "fast-check";
import { describe, it } from "vitest";
import { EVERY_STORE } from "../../instrument/every-store.ts";
import type { Address, Body, Ending, Fork, Script, Statement } from "./memory-script.ts";
import { schedules, scripts } from "./random-script.ts";
import { type MemoryOptions, type ScheduleOfScript, ScriptRunner, SIMPLEST } from "./run-script.ts";

/** `PRONG_PROGRAMS=20000 npx vitest run test/backend/emulated/isolation.test.ts` tries as many. */
const PROGRAMS = Number(process.env.PRONG_PROGRAMS ?? 25);

/** The ways to keep memory that there are. */
const MEMORIES: readonly MemoryOptions[] = [
  { memory: "cow" },
  { memory: "cow", checkMemory: true },
  { memory: "eager" },
];

/** Each example runs in all of these. */
const WAYS: readonly ScheduleOfScript[] = [
  SIMPLEST,
  { ...SIMPLEST, places: 1, seed: 1, snapshotAfter: 4, elsewhere: true },
  { ...SIMPLEST, places: 1, seed: 2, points: 3 },
  { ...SIMPLEST, places: 2, seed: 3 },
  { ...SIMPLEST, places: 2, seed: 1, snapshotAfter: 4 },
];

const store = (name: string, to: Address, ...offsets: number[]) => storeValue(77, name, to, ...offsets);
const storeValue = (value: number, name: string, to: Address, ...offsets: number[]): Statement => {
  const index = EVERY_STORE.findIndex((one) => one.name === name);
  const list = offsets.length === 0 ? [0] : offsets;
  return { do: "stores", to, stores: list.map((offset, n) => ({ store: index, offset, value: value + n })) };
};
const set = (to: number): Statement => ({ do: "set", local: "p", to });
const fill = (to: Address, length: number, value = 9): Statement => ({ do: "fill", to, value, length });
const copy = (to: Address, from: Address, length: number): Statement => ({ do: "copy", to, from, length });
const grow = (pages: number): Statement => ({ do: "grow", pages });
const loop = (times: number, stride: number, ...body: Statement[]): Statement => ({
  do: "loop",
  times,
  local: "p",
  stride,
  body,
});
const kernel = (call: "args_get" | "args_sizes_get" | "clock_res_get", to: number, also = 0): Statement => ({
  do: "kernel",
  call,
  to,
  also,
});
const turn: Statement = { do: "yield" };
const report: Statement = { do: "report" };
const pipe = (to: number, length: number, child: Body = [], meanwhile: Body = []): Statement => ({
  do: "pipe",
  fds: 8190,
  child,
  from: 70_000,
  meanwhile,
  to: [to, 200],
  lengths: [length, 3],
});
const fork = (child: Body, more: Partial<Fork> = {}): Fork => ({
  do: "fork",
  borrows: false,
  child,
  end: { exit: 3 },
  meanwhile: [],
  status: undefined,
  ...more,
});
const script = (...main: Statement[]): Script => ({ main, end: { exit: 0 }, reborn: [] });

/** One does it while the other does not, and both look, and look again later. */
function oneOfTwo(...body: Statement[]): Script[] {
  const look = [turn, report, turn, report];
  const first = [fill(20_000, 30_000, 1), turn];
  return [
    script(...first, fork([...body, ...look], { meanwhile: look, status: 60_000 })),
    script(...first, fork(look, { meanwhile: [...body, ...look], status: 60_000 })),
    script(...first, ...body, fork([turn, ...body, ...look], { meanwhile: [...body, ...look], status: 60_000 })),
  ];
}

describe.each(MEMORIES)("a process whose memory is kept with %j has to itself", (options) => {
  const check = async (list: readonly Script[]) => {
    for (const one of list) {
      const runner = new ScriptRunner(one);
      for (const way of WAYS) await runner.check(way, options);
    }
  };

  it.each<[string, ...Statement[]]>([
    ["a store of 8 bytes that crosses into the next page", store("i64.store", 4092)],
    ["a store of which only the last byte is on the next page", store("v128.store", 8192 - 15)],
    [
      "stores through all of a bucket from the last byte of a page",
      set(8191),
      store("v128.store", "p", 0, 16, 240, 255),
    ],
    [
      "a store of which only the bytes behind the bucket differ from what was there",
      ...[set(8191), storeValue(1 << 24, "v128.store", "p", 255)],
    ],
    ["stores in two buckets from one base", set(12_200), store("i32.store", "p", 0, 255, 256, 300, 4095)],
    ["a store of zeros over what was there", fill(20_000, 30_000, 0)],
    ["the first byte and the last", store("i32.store8", 0), store("i32.store8", -1)],
    ["a fill across three pages", fill(4095, 8194)],
    ["a copy onto itself forwards, and one backwards", copy(40_000, 39_000, 9000), copy(33_000, 34_000, 9000)],
    ["a copy of an initial segment across a page", copy(16_380, 1000, 40)],
    ["a passive segment across a page", { do: "init", to: 12_280, from: 0, length: 32 }],
    ["what a loop stores while it strides through pages", set(4000), loop(12, 1000, store("i64.store", "p", 0, 90))],
    [
      "what a loop stores from the base of a store before it, and of one after it",
      ...[set(4000), store("i32.store", "p"), loop(12, 4096, store("i32.store", "p", 8)), store("i32.store", "p", 4)],
    ],
    ["what a function stores for it", { do: "call", body: [set(28_000), store("f64.store", "p+", 664)] }],
    ["an atomic", { do: "atomic", atomic: 2, to: 36_864, times: 0, value: 5 }],
    ["what it grew by", grow(1), store("i64.store", -8), store("i64.store", 131_072)],
    [
      "what it grew by twice, with a turn between",
      grow(1),
      turn,
      store("i32.store", -4),
      grow(2),
      turn,
      fill(-4100, 20),
    ],
    ["its arguments, stored by the kernel", kernel("args_sizes_get", 4094, 8190), kernel("args_get", 12_284, 16_200)],
    ["8 bytes of the kernel across a border of pages", kernel("clock_res_get", 53_244)],
    ["what it read from a pipe across a border, having waited for it", pipe(32_760, 5000, [turn, turn])],
    ["what it read from a pipe that was full already", pipe(32_760, 20, [], [turn, turn, turn])],
    ["stores to what is lent for frames", fill(0, 1024), store("v128.store", 1020)],
  ])("%s", (_, ...body) => check(oneOfTwo(...body)));

  it("what another stores below 1 KB while this one waits in a call, and what the call stores there", () =>
    check([
      script(fork([fill(0, 1024, 1), turn, report], { status: 1020 }), report),
      script(pipe(1000, 40, [fill(0, 1100, 2), turn, report], [fill(900, 50, 3)]), report),
    ]));

  it("none of it while a vfork lasts: its child's stores and its growth are its own", () => {
    const body = [store("i64.store", 4092), grow(1), fill(-70_000, 70_000), turn];
    const ends: Ending[] = [{ exit: 1 }, "exec", "unreachable", "wild store"];
    return check(
      ends.map((end) =>
        script(fork([turn, fill(0, 9000)], { meanwhile: [fork(body, { borrows: true, end, status: 4094 })] }), report),
      ),
    );
  });

  it("a memory as if it were new, once it is another program", () => {
    const used = [fill(0, 100_000), grow(2), fill(-100, 100), turn];
    const two = script(fork(used, { end: "exec", meanwhile: used, status: 5 }), fork([], { end: "exec" }), turn);
    return check([{ ...two, reborn: [turn, store("i64.store", 4092), grow(1), turn, report] }]);
  });

  it("its memory after a crowd has come and gone", () => {
    const one = (n: number) =>
      fork([fill(4000 + 3000 * n, 5000, n), turn, ...(n % 2 === 0 ? [grow(1)] : [])], {
        end: n % 3 === 0 ? "unreachable" : { exit: n },
      });
    return check([
      script(...[1, 2, 3, 4, 5, 6, 7].flatMap((n) => [one(n), store("i32.store16", 4096 * n - 1)]), turn, report),
    ]);
  });

  it("its memory, whatever a wild child stores just behind its own", () => {
    const wild = (behind: number) =>
      script(
        fork([fill(20_000, 9000, 5), turn, fill(4000, 9000, 6), store("i64.store", 65_532)], { end: { behind } }),
        fill(40_000, 100),
        turn,
        report,
        turn,
        report,
      );
    return check([wild(0), wild(1), wild(255)]);
  });
});

/** What fails is made smaller for so long at most; no run takes as long. */
const LONGEST = 60_000 + 500 * PROGRAMS;

describe.each(MEMORIES)("processes whose memory is kept with %j", (options) => {
  it("write, fork and switch as those would that copy everything", { timeout: 2 * LONGEST }, async () => {
    await fc.assert(
      fc.asyncProperty(scripts, schedules, async (one, ways) => {
        const runner = new ScriptRunner(one);
        for (const way of ways) await runner.check(way, options);
      }),
      { numRuns: PROGRAMS, interruptAfterTimeLimit: LONGEST, markInterruptAsFailure: true },
    );
  });
});
