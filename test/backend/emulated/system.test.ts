import { describe, expect, it } from "vitest";
import { GuestRefusal } from "../../../runtime/guest/refusal.ts";
import { digest } from "../../../runtime/kernel/digest.ts";
import { countPages } from "../../../runtime/kernel/memory-usage.ts";
import type { Outcome } from "../../../runtime/scheduler/outcome.ts";
import { Random } from "../../../runtime/scheduler/policies/random.ts";
import { ScheduleMismatch } from "../../../runtime/scheduler/policies/replay.ts";
import { parseSchedule } from "../../../runtime/scheduler/schedule.ts";
import { wat } from "../../guest/wat.ts";
import { guest, type RunOptions, source, Watched } from "../../guests/run-guest.ts";

const pipeline = await guest("pipeline.c");
const copy = await source("copy-input.c");
const bytes = (text: string) => new TextEncoder().encode(text);

/** All that can be seen from now to the end. */
interface Rest {
  readonly outcome: Outcome;
  readonly output: string;
  readonly trace: readonly string[];
  readonly schedule: string;
  readonly world: string;
}

/** Runs to where only the host can help, and tells what was new. */
function goOn(watched: Watched): Rest {
  const seen = { output: watched.output.stdout.length, trace: watched.trace.length };
  const outcome = watched.system.run();
  return {
    outcome,
    output: watched.output.stdout.slice(seen.output),
    trace: watched.trace.slice(seen.trace),
    schedule: watched.schedule,
    world: digest(watched.system.machine.kernel.world),
  };
}

function take(watched: Watched, steps: number): Outcome | undefined {
  for (let i = 0; i < steps; i++) {
    const outcome = watched.system.machine.step();
    if (outcome !== undefined) return outcome;
  }
  return undefined;
}

describe("a schedule", () => {
  it.each([-1, 2 ** 32 + 5, 1.5, 1_767_225_600_000])(
    "of a run with seed %d can be read back, and makes the same run",
    async (seed) => {
      const first = await Watched.create(pipeline, { policy: new Random(seed), seed });
      const rest = goOn(first);
      expect(goOn(await Watched.create(pipeline, { schedule: parseSchedule(first.schedule) }))).toEqual(rest);
    },
  );

  it("says where processes are interrupted, whatever else is said", async () => {
    const word = (await Watched.create(pipeline, { preempt: "loops" })).schedule;
    const { system } = await Watched.create(pipeline, { schedule: parseSchedule(word), preempt: "syscalls" });
    expect(system.schedule.preempt).toBe("loops");
  });

  it.each<[string, RunOptions]>([
    ["arguments", { args: ["x"] }],
    ["an environment", { environment: ["A=1"] }],
  ])("is refused where there are other %s, before anything runs", async (_, options) => {
    const { schedule } = await Watched.create(pipeline);
    await expect(Watched.create(pipeline, { ...options, schedule: parseSchedule(schedule) })).rejects.toThrow(
      ScheduleMismatch,
    );
    await expect(Watched.create(copy, { schedule: parseSchedule(schedule) })).rejects.toThrow(ScheduleMismatch);
  });

  it("that goes on after the end of the run is refused by finish()", async () => {
    const first = await Watched.create(pipeline);
    await first.system.finish();
    const { system } = await Watched.create(pipeline, { schedule: parseSchedule(`${first.schedule}b`) });
    await expect(system.finish()).rejects.toThrow("the run has ended after");
  });
});

const worldOf = ({ system }: Watched) => digest(system.machine.kernel.world);

/** How many processes sleep. */
function sleepers({ system }: Watched): number {
  return [...system.machine.kernel.world.processes.values()].filter(({ state }) => state.kind === "waiting").length;
}

const withSeed = (seed: number | undefined): RunOptions =>
  seed === undefined ? {} : { policy: new Random(seed), seed };

describe.each([
  // A snapshot every so many steps; how many processes sleep at once at least.
  { name: "pipeline", args: [], every: 1, asleep: 1 },
  { name: "sieve", args: ["20"], every: 5, asleep: 4 },
])("the processes of $name", ({ name, args, every, asleep }) => {
  it.each([undefined, 1, 2])("go on in the same way from any step they are put back to (seed: %s)", async (seed) => {
    const program = await guest(`${name}.c`);
    const whole = goOn(await Watched.create(program, { args, ...withSeed(seed) }));
    expect(whole.outcome).toEqual({ kind: "ended", end: { code: 0 } });

    const watched = await Watched.create(program, { args, ...withSeed(seed) });
    let snapshots = 0;
    let mostAsleep = 0;
    for (let outcome: Outcome | undefined; outcome === undefined; outcome = take(watched, every), snapshots++) {
      const output = watched.output.stdout;
      const snapshot = watched.system.snapshot();
      mostAsleep = Math.max(mostAsleep, sleepers(watched));
      const first = goOn(watched);
      expect({ ...first, output: output + first.output, trace: [] }).toEqual({ ...whole, trace: [] });

      watched.system.restore(snapshot);
      expect(worldOf(watched)).toBe(digest(snapshot.world));
      expect(goOn(watched)).toEqual(first);

      watched.system.restore(snapshot);
      watched.output.stdout = output;
    }
    expect(snapshots).toBeGreaterThan(8);
    expect(mostAsleep).toBeGreaterThanOrEqual(asleep);
  });
});

describe("a pipeline of three programs", () => {
  it("can be put back in the middle many times, also after the world has ended", async () => {
    const watched = await Watched.create(pipeline);
    while (sleepers(watched) === 0) take(watched, 1);
    const snapshot = watched.system.snapshot();
    const kept = digest(snapshot.world);
    const first = goOn(watched);
    expect(first.outcome.kind).toBe("ended");
    for (let i = 0; i < 5; i++) {
      watched.system.restore(snapshot);
      expect(goOn(watched)).toEqual(first);
      expect(digest(snapshot.world)).toBe(kept);
    }
  });

  it("can be put back a little and a lot, in any order", async () => {
    const watched = await Watched.create(pipeline, withSeed(4));
    const snapshots = [watched.system.snapshot()];
    for (let i = 0; i < 4; i++) {
      take(watched, 5);
      snapshots.push(watched.system.snapshot());
    }
    const rests = snapshots.map((snapshot) => {
      watched.system.restore(snapshot);
      return goOn(watched);
    });
    for (const i of [3, 0, 4, 1, 2, 0, 3]) {
      watched.system.restore(snapshots[i] as (typeof snapshots)[0]);
      expect(goOn(watched)).toEqual(rests[i]);
    }
  });

  it.each([1, 2, 7])("goes on in the same way in a system with %i places", async (places) => {
    const watched = await Watched.create(pipeline, withSeed(5));
    take(watched, 15);
    const snapshot = watched.system.snapshot();
    const first = goOn(watched);

    const other = await Watched.create(pipeline, { places });
    other.system.restore(snapshot);
    expect(worldOf(other)).toBe(digest(snapshot.world));
    expect(other.system.run()).toEqual(first.outcome);
    expect([other.schedule, worldOf(other)]).toEqual([first.schedule, first.world]);
  });
});

describe("a world that waits for input", () => {
  it("goes on with other input from the same moment: both branches are whole", async () => {
    const watched = await Watched.create(copy, { args: ["3"] });
    const { system } = watched;
    system.input(bytes("begin "));
    expect(system.run()).toEqual({ kind: "wants-input" });
    const snapshot = system.snapshot();

    const branch = (text: string): Rest => {
      system.input(bytes(text));
      system.input(undefined);
      return goOn(watched);
    };
    const one = branch("one way");
    system.restore(snapshot);
    const other = branch("the other way");
    system.restore(snapshot);
    expect(branch("one way")).toEqual(one);
    system.restore(snapshot);
    expect(branch("the other way")).toEqual(other);
    expect([one.output, other.output]).toEqual(["one way", "the other way"]);
  });

  it("is as it was when it is put back at once", async () => {
    const watched = await Watched.create(copy, { args: ["2"] });
    watched.system.run();
    const snapshot = watched.system.snapshot();
    const before = worldOf(watched);
    watched.system.restore(snapshot);
    expect(worldOf(watched)).toBe(before);
    expect(goOn(watched)).toMatchObject({ outcome: { kind: "wants-input" }, output: "", trace: [] });
  });
});

describe("a crowd with more processes than places", () => {
  it("is put back whole, those that sleep without a place too", async () => {
    const crowd = await source("crowd.c");
    const watched = await Watched.create(crowd, { args: ["30"], places: 3, policy: new Random(2), seed: 2 });
    take(watched, 60);
    expect(sleepers(watched)).toBeGreaterThan(3);
    const snapshot = watched.system.snapshot();
    const first = goOn(watched);
    expect(first.output).toBe("30 of them found their memory as it was\nand 30 of them again\n");
    for (let i = 0; i < 3; i++) {
      watched.system.restore(snapshot);
      expect(worldOf(watched)).toBe(digest(snapshot.world));
      expect(goOn(watched)).toEqual(first);
    }
  });
});

describe("a world in the middle of a vfork", () => {
  it("still shares the memory when it is put back", async () => {
    const program = await source("vfork-sharing.c");
    const watched = await Watched.create(program);
    const isLent = () =>
      [...watched.system.machine.kernel.world.processes.values()].some((one) => one.borrowsFrom !== undefined);
    while (!isLent()) take(watched, 1);
    take(watched, 10);
    const snapshot = watched.system.snapshot();
    const first = goOn(watched);
    expect(first.output).toContain("the child counted to 100 in the parent's globals\n");
    watched.system.restore(snapshot);
    expect(goOn(watched)).toEqual(first);
  });
});

describe("System.create", () => {
  it("refuses what cannot be run, and says why", async () => {
    await expect(Watched.create(bytes("#include <stdio.h>\n"), { name: "hello" })).rejects.toThrow(GuestRefusal);
    const alien = wat('(module (import "env" "print" (func)) (memory (export "memory") 1) (func (export "_start")))');
    await expect(Watched.create(alien)).rejects.toThrow(/env\.print/);
  });

  it("gives the first process its name, arguments, environment, and the file of its program", async () => {
    const echo = await source("echo-arguments.c");
    const watched = await Watched.create(echo, { name: "echo", args: ["a b", "é"], environment: ["HOME=/", "X="] });
    expect(watched.system.run()).toEqual({ kind: "ended", end: { code: 42 } });
    expect(watched.output.stdout).toBe("/bin/echo\na b\né\nHOME=/\nX=\n");
  });

  it("draws random numbers from the seed it is given, with the default policy too", async () => {
    const program = wat(`(module
      (import "wasi_snapshot_preview1" "random_get" (func $random (param i32 i32) (result i32)))
      (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
      (memory (export "memory") 1)
      (func (export "_start") (drop (call $random (i32.const 0) (i32.const 1))) (call $exit (i32.load8_u (i32.const 0)))))`);
    const draw = async (seed: number) => (await Watched.create(program, { seed })).system.run();
    const draws = await Promise.all([1, 2, 3, 4].map(draw));
    expect(new Set(draws.map((outcome) => JSON.stringify(outcome))).size).toBeGreaterThan(1);
    expect(await Promise.all([1, 2, 3, 4].map(draw))).toEqual(draws);
  });
});

describe("a memory that is written behind everybody's back", () => {
  const run = async (checkMemory: boolean) => {
    const watched = await Watched.create(pipeline, { checkMemory });
    take(watched, 8);
    watched.system.machine.kernel.memory.slice(40_000, 1)[0] = 99; // as a store would that left no mark
    return () => watched.system.run();
  };

  it("is found in the checking mode, and where", async () => {
    expect(await run(true)).toThrow(
      /process \d \(\/bin\/guest\) .*: at 0x9c40, in page 9, its page table says \d+, .* 99/,
    );
  });

  it("is not looked for otherwise", async () => {
    expect((await run(false))()).toEqual({ kind: "ended", end: { code: 0 } });
  });
});

describe("a run that has ended", () => {
  it("says so again when it is asked to go on", async () => {
    const { system } = await Watched.create(await guest("hello-fork.c"));
    const outcome = await system.finish();
    expect(outcome).toEqual({ kind: "ended", end: { code: 0 } });
    expect(system.run()).toEqual(outcome);
  });

  it("has given all memory and all descriptors back", async () => {
    const { system } = await Watched.create(pipeline);
    await system.finish();
    const { world } = system.machine.kernel;
    expect([world.processes.size, countPages(world), world.runQueue.pids.length]).toEqual([0, 0, 0]);
    expect(world.pagesUsed).toBeLessThanOrEqual(world.pagesStale); // what is used at most, less what may be no more
  });
});
