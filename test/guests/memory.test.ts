/** How memory is forked, and in how many places processes run, is nothing that a program can see; page faults are part of the run. */
import { describe, expect, it } from "vitest";
import type { KernelEvent } from "../../runtime/kernel/event.ts";
import { memoryUsage } from "../../runtime/kernel/memory-usage.ts";
import { Random } from "../../runtime/scheduler/policies/random.ts";
import { guestNames } from "../frontend/compile/compile-guest.ts";
import { wat } from "../guest/wat.ts";
import { IS_LONG } from "../is-long.ts";
import { guest, type RunOptions, run, source, Watched } from "./run-guest.ts";

const names = [...(await guestNames()), ...(await guestNames("hostile"))];

/** The fork bomb is to be stopped by a limit that a test reaches soon. */
const optionsOf = (name: string): RunOptions => (name.includes("fork-bomb") ? { limits: { processes: 40 } } : {});
const withSeed = (seed: number): RunOptions => ({ policy: new Random(seed), seed });

describe.each(names)("%s", (name) => {
  it.each<[string, number, RunOptions]>([
    ["memory is copied as a whole at each fork", 1, { memory: "eager" }],
    ["there is only one place to run", 2, { places: 1 }],
    ["both", 3, { memory: "eager", places: 1 }],
  ])("does the same when %s, in the same order (seed %i)", async (_when, seed, options) => {
    const program = await guest(name);
    const wanted = await run(program, { ...optionsOf(name), ...withSeed(seed) });
    expect(await run(program, { ...optionsOf(name), ...withSeed(seed), ...options })).toEqual(wanted);
  });
});

/** What is counted and told of memory in a whole run, which may be put back again and again. */
async function faultsOf(program: Uint8Array, options: RunOptions, interrupted = false): Promise<string[]> {
  const faults: string[] = [];
  const listen = (event: KernelEvent) => {
    if (event.kind === "fault") faults.push(`${event.pid} ${event.page} ${event.cause}`);
    else if (event.kind === "exit") faults.push(`${event.pid} ${JSON.stringify(event.memory)}`);
  };
  const watched = await Watched.create(program, { ...options, watchFaults: true, watchCalls: false, listen });
  if (interrupted) {
    const { machine } = watched.system;
    for (let steps = 0; machine.step() === undefined; steps++) {
      if (steps % 3 !== 0) continue;
      const [snapshot, told] = [watched.system.snapshot(), faults.length];
      for (let ahead = 0; ahead < 4; ahead++) machine.step();
      watched.system.restore(snapshot);
      faults.length = told;
    }
  } else await watched.system.finish();
  return faults;
}

describe("the page faults of", () => {
  it.each<[string, RunOptions]>([
    ["sieve.c", { args: ["30"] }],
    ["qsort-fork.c", {}],
    ["pipeline.c", {}],
    ["vfork.c", {}],
    ["zombies-and-orphans.c", {}],
    ["hostile/out-of-bounds.c", {}],
  ])("%s are the same however many places there are, and when it is put back in the middle", async (name, options) => {
    const program = await guest(name);
    for (const seed of IS_LONG ? [1, 2] : [1]) {
      const all = { ...options, ...withSeed(seed) };
      const wanted = await faultsOf(program, all);
      expect(wanted.some((line) => line.endsWith("fork"))).toBe(name !== "vfork.c");
      for (const places of [1, 2, 3]) {
        expect(await faultsOf(program, { ...all, ...withSeed(seed), places })).toEqual(wanted);
      }
      for (const places of [1, 64]) {
        expect(await faultsOf(program, { ...all, ...withSeed(seed), places }, true)).toEqual(wanted);
      }
    }
  });

  it("crowds are the same in few places, and nobody has more than a few", async () => {
    const program = await source("crowd.c");
    const wanted = await faultsOf(program, { args: ["30"], ...withSeed(3) });
    for (const places of [1, 4]) {
      expect(await faultsOf(program, { args: ["30"], ...withSeed(3), places })).toEqual(wanted);
    }
  });
});

describe("a process that has forked", () => {
  it("shares its memory with its child, but for what each has written", async () => {
    const watched = await Watched.create(await guest("hello-fork.c"));
    const { machine } = watched.system;
    while (machine.kernel.world.processes.size < 2) machine.step();
    const usage = [...memoryUsage(machine.kernel.world).values()];
    expect(usage).toHaveLength(2);
    for (const { virtual, resident, shared, zero } of usage) {
      expect(shared).toBeGreaterThan(0);
      expect(resident + zero).toBe(virtual);
    }
  });
});

const IMPORTS = `
  (import "prong_v1" "fork" (func $fork (result i32)))
  (import "prong_v1" "vfork" (func $vfork (result i32)))
  (import "prong_v1" "getppid" (func $getppid (result i32)))
  (import "prong_v1" "kill" (func $kill (param i32 i32) (result i32)))
  (import "prong_v1" "wait4" (func $wait4 (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "sched_yield" (func $yield (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))`;
const program = (body: string, pages = 2) =>
  wat(`(module ${IMPORTS} (memory (export "memory") ${pages}) (func (export "_start") (local $pid i32) ${body}))`);

describe("what is known of memory stays true", () => {
  it("when a vfork child goes on writing whose parent it has killed", async () => {
    const seen = await run(
      program(`
        (if (i32.eqz (call $fork)) (then
          (if (i32.eqz (call $vfork)) (then
            (i32.store (i32.const 5000) (i32.const 1))
            (drop (call $kill (call $getppid) (i32.const 9)))
            (i32.store (i32.const 20000) (i32.const 2))
            (drop (call $yield))
            (i32.store (i32.const 40000) (i32.const 3))
            (if (i32.eqz (call $fork)) (then (call $exit (i32.load (i32.const 20000)))))
            (drop (call $wait4 (i32.const -1) (i32.const 0) (i32.const 0) (i32.const 0)))
            (call $exit (i32.load (i32.const 40000)))))))
        (drop (call $wait4 (i32.const -1) (i32.const 0) (i32.const 0) (i32.const 0)))
        (drop (call $yield)) (drop (call $yield)) (drop (call $yield)) (drop (call $yield))
        (call $exit (i32.load (i32.const 20000)))`),
      { places: 1 },
    );
    expect(seen.exitCode).toBe(0);
    expect(seen.tree.map((line) => line.trim().replace(/^\W*\d+ guest +/, ""))).toEqual(
      expect.arrayContaining([expect.stringContaining("exits with 2"), expect.stringContaining("exits with 3")]),
    );
  });

  it.each([1, 64])("when a guest zeroes the marks behind its memory, in %i places", async (places) => {
    const seen = await run(
      program(`
        (local.set $pid (call $fork))
        (if (i32.eqz (local.get $pid)) (then (drop (call $yield)) (call $exit (i32.load (i32.const 12288)))))
        (i32.store (i32.const 12288) (i32.const 55))
        (local.set $pid (i32.const 131072))
        (loop $wipe
          (i32.store8 (local.get $pid) (i32.const 0))
          (br_if $wipe (i32.lt_u (local.tee $pid (i32.add (local.get $pid) (i32.const 1))) (i32.const 139264))))
        (drop (call $yield))
        (drop (call $wait4 (i32.const -1) (i32.const 64) (i32.const 0) (i32.const 0)))
        (call $exit (i32.add (i32.load (i32.const 12288)) (i32.load (i32.const 64))))`),
      { places },
    );
    expect(seen.exitCode).toBe(55);
  });
});

describe("when memory is used up", () => {
  /** Stores to so many pages, from a page on. */
  const dirty = (from: number, pages: number) => `
    (local.set $pid (i32.const ${from * 4096}))
    (loop $more
      (i32.store (local.get $pid) (i32.const 1))
      (br_if $more (i32.lt_u (local.tee $pid (i32.add (local.get $pid) (i32.const 4096))) (i32.const ${(from + pages) * 4096}))))`;
  const wait = "(drop (call $wait4 (i32.const -1) (i32.const 64) (i32.const 0) (i32.const 0)))";

  it.each([
    ["as much as it was promised", 8, 0],
    ["a page more, where nothing is left", 9, 9],
  ])("a child that writes %s ends with %i, %i", async (_what, pages, status) => {
    // The parent has written a page; its child and it may write 8 each.
    const seen = await run(
      program(`
        (i32.store (i32.const 0) (i32.const 1))
        (if (i32.eqz (call $fork)) (then ${dirty(1, pages)} (drop (call $fork)) (call $exit (i32.const 0))))
        ${wait}
        (call $exit (i32.load (i32.const 64)))`),
      { limits: { memory: 17 * 4096 } },
    );
    expect(seen.exitCode).toBe(status);
    expect(seen.trace.includes("[3] --- SIGKILL: the world is out of memory")).toBe(status !== 0);
  });

  it("a fork of one that has written much fails with ENOMEM, and it goes on", async () => {
    const seen = await run(program(`${dirty(0, 20)} (call $exit (i32.sub (i32.const 0) (call $fork)))`), {
      limits: { memory: 59 * 4096 },
    });
    expect([seen.exitCode, seen.tree.length]).toEqual([48, 1]);
  });

  it("the memory of one that has ended is there for others again, a thousand times", async () => {
    const seen = await run(
      program(`(local $left i32) (local.set $left (i32.const 1000))
        (loop $again
          (if (i32.lt_s (local.tee $pid (call $fork)) (i32.const 0)) (then (call $exit (i32.const 1))))
          (if (i32.eqz (local.get $pid)) (then ${dirty(1, 8)} (call $exit (i32.const 0))))
          ${wait}
          (if (i32.load (i32.const 64)) (then (call $exit (i32.const 2))))
          (br_if $again (local.tee $left (i32.sub (local.get $left) (i32.const 1)))))`),
      { limits: { memory: 20 * 4096 }, watchCalls: false, checkMemory: false },
    );
    expect(seen).toMatchObject({ exitCode: 0, outcome: { kind: "ended" } });
  });
});
