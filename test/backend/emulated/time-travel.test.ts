/**
 * Back and forth in runs of real guests: wherever one comes from, a step has the world and the output that a run from the start
 * with the same decisions has there.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { System } from "../../../runtime/backend/emulated/system.ts";
import { TimeTravel, type TimeTravelOptions } from "../../../runtime/backend/emulated/time-travel.ts";
import { digest } from "../../../runtime/kernel/digest.ts";
import { type Branch, lengthOf, ownerOf } from "../../../runtime/scheduler/history.ts";
import { OutputLog } from "../../../runtime/scheduler/output-log.ts";
import { Outside } from "../../../runtime/scheduler/policies/outside.ts";
import { Random } from "../../../runtime/scheduler/policies/random.ts";
import { Replay } from "../../../runtime/scheduler/policies/replay.ts";
import { RoundRobin } from "../../../runtime/scheduler/policies/round-robin.ts";
import type { Policy } from "../../../runtime/scheduler/policy.ts";
import { formatSchedule } from "../../../runtime/scheduler/schedule.ts";
import { guest, instrumentCache, replay, SMALL, source } from "../../guests/run-guest.ts";
import { IS_LONG } from "../../is-long.ts";

type Options = Partial<TimeTravelOptions>;

const bytes = (text: string) => new TextEncoder().encode(text);

const travel = (program: Uint8Array, options: Options = {}) =>
  TimeTravel.create({ name: "guest", cache: instrumentCache, checkMemory: true, ...options, program });

const momentOf = (world: string, output: OutputLog) =>
  `${world} ${JSON.stringify([output.text("stdout"), output.text("stderr")])}`;

const [sh, tools] = await Promise.all(["sh", "tools"].map((name) => guest(`programs/${name}.c`, SMALL)));
const programs = Object.fromEntries(["cat", "echo", "wc"].map((name) => [name, tools as Uint8Array]));
const keys = [..."ab\u0008c\n", "\u0003", "\u0004", "exit\n"].map(bytes);

interface Case {
  readonly program: Uint8Array;
  readonly options?: Options;
  readonly policy?: () => Policy;
  /** What may be typed. */
  readonly typed?: readonly Uint8Array[];
}

const cases: Record<string, () => Promise<Case>> = {
  "a fork": async () => ({ program: await guest("hello-fork.c") }),
  "a pipeline": async () => ({ program: await guest("sieve.c"), options: { args: ["10"] } }),
  "a borrowed memory": async () => ({ program: await guest("vfork.c") }),
  handlers: async () => ({ program: await source("signal-handlers.c") }),
  "shared memory": async () => ({ program: await source("shared-counter.c"), options: { preempt: "memory" } }),
  "a lost update": async () => ({
    program: await guest("outcomes/counter.c"),
    options: { args: ["2"], preempt: "memory", seed: 3 },
    policy: () => new Random(3),
  }),
  "questions that are left open": async () => ({
    program: await guest("outcomes/philosophers.c"),
    policy: () => new Outside(),
  }),
  "steps of a call each": async () => ({ program: await guest("sieve.c"), options: { args: ["5"], steps: "calls" } }),
  "steps of a call each, as chance has it": async () => ({
    program: await guest("doubled-output.c"),
    options: { seed: 4, steps: "calls", preempt: "loops" },
    policy: () => new Random(4),
  }),
  "programs that are executed": async () => ({
    program: sh as Uint8Array,
    options: { args: ["-c", "echo one two | wc; (echo a; echo b) | cat | wc"], programs, name: "sh" },
  }),
  "input that is shared": async () => ({
    program: await source("copy-input.c"),
    options: { args: ["2"] },
    typed: ["a", "longer line\n", "xyz"].map(bytes),
  }),
  "a shell at a terminal": async () => ({
    program: sh as Uint8Array,
    options: { args: ["-i"], programs, name: "sh", terminal: true },
    typed: [...keys, bytes("echo hi | cat &\n")],
  }),
};

/** A run from the start, without anything to go back with: what there is behind each step of a branch. */
async function plainly(
  program: Uint8Array,
  { listen: _, ...options }: Options,
  run: TimeTravel,
  branch: Branch,
): Promise<string[]> {
  const output = new OutputLog();
  const isOpen = options.policy instanceof Outside || options.steps === "calls";
  const schedule = run.schedule(branch);
  const policy = isOpen ? new Outside(schedule.seed) : new Replay(schedule);
  const system = await System.create({
    name: "guest",
    cache: instrumentCache,
    ...options,
    program,
    policy,
    streams: output,
  });
  const { machine } = system;
  machine.stopsAtCalls = options.steps === "calls";
  const moments: string[] = [];
  for (let number = 0; number < lengthOf(branch); number++) {
    const { act, choices } = run.stepAt(number, branch);
    if (act?.kind === "input") system.input(act.bytes);
    else if (act?.kind === "pass") system.pass();
    else if (act?.kind === "resize") system.resize(act.window);
    else {
      let outcome: unknown;
      const left = choices.map(({ pid }) => pid);
      do {
        if (machine.undecided !== undefined) machine.decide(left.shift() ?? 0);
        outcome = machine.step();
      } while (outcome === undefined && machine.ran === undefined && machine.undecided !== undefined);
    }
    machine.save();
    moments.push(momentOf(digest(machine.kernel.world), output));
  }
  return moments;
}

type Move = readonly [kind: "step" | "back" | "seek" | "branch" | "choose" | "type" | "other", number: number];

const moves = fc.array(
  fc.tuple(
    fc.constantFrom<Move["0"]>("step", "step", "step", "back", "seek", "branch", "choose", "choose", "type", "other"),
    fc.nat(1000),
  ),
  { minLength: 10, maxLength: 60 },
);

/** Does what is drawn; what cannot be done there is left out. */
function move(run: TimeTravel, [kind, number]: Move, typed: readonly Uint8Array[]): void {
  const { position, length, branches } = run;
  if (kind === "step") for (let i = 0; i <= number % 7; i++) run.step();
  else if (kind === "back" && position > 0) run.stepBack();
  else if (kind === "seek") run.seek(number % (length + 1));
  else if (kind === "type") {
    if (number % 5 === 0) run.pass();
    else if (number % 11 === 0) run.resize({ rows: 10 + (number % 20), columns: 80 });
    else if (typed.length > 0) run.input(number % 13 === 0 ? undefined : typed[number % typed.length]);
  } else if (kind === "other") {
    const branch = branches[number % branches.length] as Branch;
    run.seek(Math.min(lengthOf(branch), number % 50), branch);
  } else if (kind === "choose") {
    const { runnable = [] } = run.choosable() ?? {};
    const pid = runnable[number % runnable.length];
    if (pid !== undefined) expect([run.choose(pid), run.stepAt(run.position - 1).pid]).toContain(pid);
  } else if (kind === "branch") {
    if (position === length) run.step();
    if (run.position > position) run.seek(position);
    const choices = run.position < run.length ? run.stepAt(position).choices : [];
    const decision = number % Math.max(1, choices.length);
    const runnable = choices[decision]?.runnable ?? [];
    const pid = runnable[number % Math.max(1, runnable.length)];
    if (pid !== undefined) run.branch(pid, decision);
  }
}

describe("back and forth, and on other ways, each step is what it is in a run from the start:", () => {
  it.each(Object.entries(cases))("%s", { timeout: 300_000 }, async (_, make) => {
    const { program, options = {}, policy = () => new RoundRobin(), typed = [] } = await make();
    await fc.assert(
      fc.asyncProperty(moves, fc.constantFrom(1, 5, 32), fc.constantFrom(2, 5, 64), async (list, every, marks) => {
        const run = await travel(program, { ...options, policy: policy(), every, marks });
        const seen = new Map<Branch, string[]>();
        const look = () => {
          if (run.position === 0) return;
          const owner = ownerOf(run.here, run.position - 1);
          const [list, at] = [seen.get(owner) ?? [], run.position - 1];
          const moment = momentOf(run.digest, run.output);
          expect(list[at] ?? moment).toBe(moment);
          list[at] = moment;
          seen.set(owner, list);
        };
        for (const one of list) {
          move(run, one, typed);
          look();
        }
        for (const branch of run.branches) {
          const plain = await plainly(program, { ...options, policy: policy() }, run, branch);
          seen.get(branch)?.forEach((moment, number) => {
            expect(moment).toBe(plain[number]);
          });
          run.seek(lengthOf(branch), branch);
          expect(run.position === 0 ? undefined : momentOf(run.digest, run.output)).toBe(plain.at(-1));
        }
      }),
      { numRuns: IS_LONG ? 60 : 8 },
    );
  });
});

describe("of a run", () => {
  it.each([
    ["sieve.c", undefined],
    ["zombies-and-orphans.c", undefined],
    ["outcomes/two-writers.c", 7],
    ["vfork.c", undefined],
  ])("nothing is changed by taking it in steps of a call each: %s", async (name, seed) => {
    const program = await guest(name);
    const seen = async (steps: "turns" | "calls") => {
      const run = await travel(program, seed === undefined ? { steps } : { steps, seed, policy: new Random(seed) });
      const outcome = run.run();
      const { length, digest, output } = run;
      const { elapsed } = run.stepAt(length - 1);
      const events = Array.from({ length }, (_, number) => run.eventsOf(number)).flat();
      const all = [outcome, formatSchedule(run.schedule()), output.text("stdout"), elapsed, digest, events];
      return { length, all };
    };
    const [turns, calls] = await Promise.all([seen("turns"), seen("calls")]);
    expect(calls.all).toEqual(turns.all);
    expect(calls.length).toBeGreaterThan(turns.length);
  });

  it("the part that was recorded is repeated, and behind it goes on as usual", async () => {
    const program = await guest("outcomes/two-writers.c");
    const run = await travel(program, { policy: new Random(5), seed: 5, steps: "calls" });
    run.until("exit");
    const [schedule, output, { position }] = [run.schedule(), run.output.text("stdout"), run];
    const again = await travel(program, { schedule, steps: "calls" });
    again.until("exit");
    expect([again.position, again.output.text("stdout")]).toEqual([position, output]);
    expect(again.run()).toMatchObject({ kind: "ended" });
  });

  it("the schedule of each branch runs it again from the start", async () => {
    const program = await guest("outcomes/two-writers.c");
    const run = await travel(program, { policy: new Random(5), seed: 5 });
    run.run();
    const { length, here } = run;
    for (let position = 0; position < length; position++) {
      run.seek(position, here);
      const [choice] = run.stepAt(position).choices;
      const other = choice?.runnable.find((pid) => pid !== choice.pid);
      if (other === undefined) continue;
      run.branch(other);
      const outcome = run.run();
      const again = await replay(program, formatSchedule(run.schedule()));
      expect([again.outcome, again.stdout]).toEqual([outcome, run.output.text("stdout")]);
      expect(again.schedule).toBe(formatSchedule(run.schedule()));
    }
    expect(run.branches.length).toBeGreaterThan(3);
  });

  it("it can be asked at any moment why a process does not run", async () => {
    const run = await travel(await guest("wrong-fork.c"));
    expect(run.whyWaiting(2)).toMatchObject({ state: "runnable", since: undefined });
    expect(run.run().kind).toBe("deadlock");
    const reader = run.whyWaiting(3);
    expect(reader).toMatchObject({
      state: "waiting",
      call: "fd_read(3)",
      waitsFor: ["pipe 1 to have data"],
      because: "it still holds the write end open itself: 4 in [3]",
      on: [3],
    });
    expect(run.whyWaiting(2)).toMatchObject({ call: "wait4(-1)", waitsFor: ["a child to end"], on: [3] });
    const since = reader?.since ?? 0;
    run.seek(since + 1);
    expect(run.whyWaiting(3)).toEqual(reader);
    run.seek(since);
    expect(run.whyWaiting(3)).not.toEqual(reader);
    expect(run.whyWaiting(99)).toBeUndefined();
  });

  it("it can be asked who has not been waited for", async () => {
    const run = await travel(await guest("zombies-and-orphans.c"));
    run.until(() => [...run.world.processes.values()].some(({ state }) => state.kind === "zombie"));
    const zombie = [...run.world.processes.values()].find(({ state }) => state.kind === "zombie");
    const pid = zombie?.pid ?? 0;
    expect(run.whyWaiting(pid)).toMatchObject({ state: "zombie", since: run.position - 1, on: [zombie?.parent] });
    expect(() => run.whoWrote(pid, 0)).toThrow(`who wrote byte 0 of process ${pid}: there is no such process`);
  });

  it("memory and call stacks are those of the moment", async () => {
    const run = await travel(await guest("hello-fork.c"));
    run.until("fork");
    expect([...run.memoryUsage().keys()]).toEqual([2, 3]);
    expect(run.callStack(2)?.length).toBeGreaterThan(0);
    run.seek(0);
    expect([...run.memoryUsage().keys()]).toEqual([2]);
    expect(run.callStack(2)).toEqual([]);
  });

  it("bytes that were typed are the run's own: to write to them later changes nothing", async () => {
    const run = await travel(await source("copy-input.c"), { args: ["1"] });
    const typed = bytes("abc");
    run.run();
    run.input(typed);
    typed.fill(0);
    run.input(undefined);
    run.run();
    const { position } = run;
    run.seek(0);
    run.seek(position);
    expect(run.output.text("stdout")).toBe("abc");
  });
});
