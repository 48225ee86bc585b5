/**
 * Hard situations, each a small program in `sources/`. What it prints must not depend on the order of events; where the
 * program is one that a host can run as well, `host.test.ts` compares.
 */
import { describe, expect, it } from "vitest";
import { INIT_PID } from "../../runtime/abi/ids.ts";
import type { KernelEvent } from "../../runtime/kernel/event.ts";
import { countPages } from "../../runtime/kernel/memory-usage.ts";
import { wat } from "../guest/wat.ts";
import { type RunOptions, replay, run, runWithSeed, source, Watched } from "./run-guest.ts";

const MEGABYTE = 2 ** 20;
const SEEDS = [1, 2, 3];

interface Situation {
  readonly name: string;
  readonly options?: RunOptions;
  readonly prints: readonly string[];
}

const SITUATIONS: readonly Situation[] = [
  {
    name: "broken-pipe",
    prints: ["a write to nobody: killed by signal 13", "a write whose reader leaves: killed by signal 13"],
  },
  {
    name: "big-writes",
    prints: [
      "bytes read: 200000",
      "bytes that are wrong: 0",
      "the writer exits with 0",
      "records of a writer: 20",
      "records of a writer: 20",
      "records of a writer: 20",
      "records that are torn: 0",
    ],
  },
  {
    name: "kill-sleepers",
    prints: ["in read", "in write", "in wait", "in sleep", "behind a vfork"].flatMap((where) => [
      "it was alive: yes",
      `asleep ${where}, killed by signal 9`,
    ]),
  },
  {
    name: "out-of-memory",
    options: { limits: { memory: 4 * MEGABYTE } },
    prints: [
      "a child that has taken all memory finds it whole: yes",
      "it cannot fork: ENOMEM: yes",
      "and it has no child: yes",
      "its memory came back when it ended: yes",
      "now the parent has taken it: yes",
      "and cannot fork either: yes",
      "vfork needs none: yes",
      "that child exited with 6",
    ],
  },
  {
    name: "deep-calls",
    options: { watchCalls: false }, // some hundred thousand of them
    prints: [
      "children that died of SIGSEGV: 8",
      "bytes before the end of the pipe: 0",
      "nobody is left to wait for: yes",
    ],
  },
  {
    name: "deep-forks",
    prints: ["the child died of SIGSEGV: yes", "fork works as before, the next child exits with 9"],
  },
  {
    name: "vfork-sharing",
    prints: [
      "the child counted to 100 in the parent's globals",
      "and to 200 in its heap",
      "it exits with 1",
      "the next one left -1 behind",
      "when it was killed by signal 9",
    ],
  },
  {
    name: "growth",
    prints: [
      "the parent has taken 3 pages",
      "the child has them too: 3",
      "with what was written to them: yes",
      "the child has grown to 13 pages",
      "the parent still has 3",
      "and its own last byte: yes",
      "bytes of new memory that somebody has used: 0",
    ],
  },
  {
    name: "sleepers",
    prints: [
      "usleep(10000000) is over",
      "nanosleep(20.5) is over",
      "sleep(30) is over",
      "after 30 seconds",
      "and a day later, after 86430",
    ],
  },
  {
    name: "crowd",
    options: { places: 4 },
    prints: ["200 of them found their memory as it was", "and 200 of them again"],
  },
];

describe.each(SITUATIONS)("$name", ({ name, options = {}, prints }) => {
  const stdout = prints.map((line) => `${line}\n`).join("");

  it("prints what it should and exits with 0", async () => {
    const seen = await run(await source(`${name}.c`), options);
    expect(seen.stdout).toBe(stdout);
    expect(seen).toMatchObject({ stderr: "", exitCode: 0, outcome: { kind: "ended" } });
  });

  it("prints the same whatever the order of events, and the same again from the schedule", async () => {
    const program = await source(`${name}.c`);
    for (const seed of SEEDS) {
      const seen = await runWithSeed(program, seed, options);
      expect(seen, `seed ${seed}, ${seen.schedule}`).toMatchObject({ stdout, stderr: "", exitCode: 0 });
      if (seed === 1) expect(await replay(program, seen.schedule, options)).toEqual(seen);
    }
  });

  it("leaves nothing behind: no process, no memory, nobody asleep", async () => {
    const watched = await Watched.create(await source(`${name}.c`), options);
    await watched.system.finish();
    const { world } = watched.system.machine.kernel;
    expect(world.processes.size).toBe(0);
    expect(countPages(world)).toBe(0);
    expect(world.pagesUsed).toBeLessThanOrEqual(world.pagesStale); // what is used at most, less what may be no more
    expect(world.runQueue.processes).toEqual([]);
    expect(world.runQueue.nextDeadline).toBeUndefined();
  });
});

describe("how many places there are", () => {
  it.each(["crowd", "big-writes", "vfork-sharing", "growth"])("is nothing that %s can see", async (name) => {
    const program = await source(`${name}.c`);
    const args = name === "crowd" ? ["40"] : [];
    const many = await run(program, { args });
    for (const places of [1, 2, 5]) expect(await run(program, { args, places })).toEqual(many);
  });

  it("is nothing that crowds in random order can see", async () => {
    const program = await source("crowd.c");
    const many = await runWithSeed(program, 5, { args: ["40"] });
    expect(await runWithSeed(program, 5, { args: ["40"], places: 2 })).toEqual(many);
  });
});

/** As deep-calls.c, without a stack in memory: it is the engine's own that runs out, now and then in the kernel's hands. */
const DEEP_CALLS = `(module
  (import "prong_v1" "fork" (func $fork (result i32)))
  (import "prong_v1" "wait4" (func $wait (param i32 i32 i32 i32) (result i32)))
  (import "prong_v1" "pipe2" (func $pipe (param i32 i32) (result i32)))
  (import "prong_v1" "dup" (func $dup (param i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_close" (func $close (param i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
  (memory (export "memory") 1)
  (func $recurse (param $depth i32)
    (drop (call $close (call $dup (i32.load (i32.const 4)))))
    (call $recurse (i32.add (local.get $depth) (i32.const 1)))
    (i32.store (i32.const 64) (local.get $depth)))
  ;; frames of another size first, so that each child runs out of stack at another place
  (func $shift (param $times i32) (param $a i64) (param $b i64) (param $c i64)
    (if (i32.eqz (local.get $times)) (then (call $recurse (i32.const 0))))
    (call $shift (i32.sub (local.get $times) (i32.const 1)) (local.get $b) (local.get $c) (local.get $a))
    (i64.store (i32.const 72) (i64.add (local.get $a) (i64.add (local.get $b) (local.get $c)))))
  (func (export "_start") (local $child i32)
    (drop (call $pipe (i32.const 0) (i32.const 0)))
    (loop $children
      (if (i32.eqz (call $fork)) (then (call $shift (local.get $child) (i64.const 1) (i64.const 2) (i64.const 3))))
      (drop (call $wait (i32.const -1) (i32.const 8) (i32.const 0) (i32.const 0)))
      (if (i32.ne (i32.load (i32.const 8)) (i32.const 11)) (then (call $exit (i32.const 1))))
      (br_if $children (i32.lt_u (local.tee $child (i32.add (local.get $child) (i32.const 1))) (i32.const 24))))
    (drop (call $close (i32.load (i32.const 4))))
    (i32.store (i32.const 16) (i32.const 32))
    (i32.store (i32.const 20) (i32.const 1))
    (call $exit (i32.add (i32.const 40) (i32.add
      (call $read (i32.load (i32.const 0)) (i32.const 16) (i32.const 1) (i32.const 24))
      (i32.load (i32.const 24)))))))`;

describe("a recursion without end that runs out of the engine's own stack", () => {
  it("leaves no descriptor behind in the kernel: the end of the pipe comes", async () => {
    const seen = await run(wat(DEEP_CALLS), { watchCalls: false });
    expect(seen).toMatchObject({ exitCode: 40, outcome: { kind: "ended" } });
    expect(seen.trace.filter((line) => line.includes("killed by SIGSEGV"))).toHaveLength(24);
  });
});

describe("a fork bomb that nobody waits for", () => {
  const LIMIT = 30;

  it.each([undefined, 1, 2, 3])("is stopped by the limit on processes (seed: %s)", async (seed) => {
    const program = await source("fork-bomb.c");
    let live = 0;
    let most = 0;
    const options: RunOptions = {
      limits: { processes: LIMIT },
      listen: (event: KernelEvent) => {
        if (event.kind === "start" || event.kind === "fork") most = Math.max(most, ++live);
        if (event.kind === "reap") live--;
      },
    };
    const seen = seed === undefined ? await run(program, options) : await runWithSeed(program, seed, options);
    if (seen.outcome.kind !== "deadlock") throw new Error(`it ${seen.outcome.kind}`);
    expect(most).toBe(LIMIT);
    expect(seen.outcome.waiters).toHaveLength(LIMIT);
    expect(new Set(seen.outcome.waiters.map(({ call, waitsFor }) => `${call}: ${waitsFor}`))).toEqual(
      new Set(["fd_read(3): pipe 1 to have data"]),
    );
    expect(seen.trace.filter((line) => line.includes("EAGAIN"))).toHaveLength(LIMIT);
  });

  it("leaves every pid with one parent, that of the first process being init", async () => {
    const watched = await Watched.create(await source("fork-bomb.c"), { limits: { processes: LIMIT } });
    await watched.system.finish();
    const { processes } = watched.system.machine.kernel.world;
    for (const { pid, parent } of processes.values()) {
      if (parent === INIT_PID) expect(pid).toBe(2);
      else expect(processes.get(parent)?.children.has(pid)).toBe(true);
    }
  });
});
