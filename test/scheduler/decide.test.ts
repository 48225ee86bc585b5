/** The machine under a policy that leaves decisions open (`Outside`): it stops, and `decide` says how it goes on. */
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import type { Pid } from "../../runtime/abi/ids.ts";
import { Signal } from "../../runtime/abi/signal.ts";
import { traceLine } from "../../runtime/frontend/format/trace.ts";
import { digest } from "../../runtime/kernel/digest.ts";
import { endProcess } from "../../runtime/kernel/exit.ts";
import type { Machine } from "../../runtime/scheduler/machine.ts";
import type { Decision } from "../../runtime/scheduler/moment.ts";
import type { Outcome } from "../../runtime/scheduler/outcome.ts";
import { Outside } from "../../runtime/scheduler/policies/outside.ts";
import { Random } from "../../runtime/scheduler/policies/random.ts";
import { Replay } from "../../runtime/scheduler/policies/replay.ts";
import { RoundRobin } from "../../runtime/scheduler/policies/round-robin.ts";
import type { Policy } from "../../runtime/scheduler/policy.ts";
import { Recorder } from "../../runtime/scheduler/recorder.ts";
import { formatSchedule } from "../../runtime/scheduler/schedule.ts";
import { runOf } from "./schedule-of.ts";
import { type Guest, makeMachine, read, type Scripted, sleep, write } from "./scripted-guests.ts";

const ended = (code: number) => ({ kind: "ended", end: { code } });

/** A parent and a child: each writes one letter. */
const twoLetters: Guest = function* () {
  yield* write(1, (yield ["fork"]) === 0 ? "c" : "p");
};

/** A parent and two children that write, yield, sleep and talk through a pipe. */
const family: Guest = function* () {
  yield ["pipe2", 0, 0];
  const [reader, writer] = [yield ["load", 0], yield ["load", 4]];
  for (let i = 1; i <= 2; i++) {
    if ((yield ["fork"]) !== 0) continue;
    for (let j = 0; j < 2; j++) {
      yield* write(writer, `${i}`);
      yield [i === 1 ? "sched_yield" : "getpid"];
    }
    yield* sleep(1000 * i);
    yield* write(1, `(${i})`);
    yield ["proc_exit", i];
  }
  yield ["fd_close", writer];
  while ((yield* read(reader, 1)) > 0) yield* write(1, String.fromCharCode((yield ["load", 512]) & 0xff));
  yield ["wait4", -1, 16, 0, 0];
  yield ["proc_exit", (yield ["load", 16]) >> 8];
};

const make = (main: Guest, policy: Policy = new Outside()) => makeMachine({ main }, { policy });

type Choose = (decision: Decision) => Pid;
const goOn: Choose = ({ runnable, current }) => current ?? (runnable[0] as Pid);
const prefer =
  (pid: Pid): Choose =>
  ({ runnable }) =>
    runnable.includes(pid) ? pid : (runnable[0] as Pid);
const last: Choose = ({ runnable }) => runnable.at(-1) as Pid;

const scheduleOf = (machine: Machine) => formatSchedule((machine.policy as Recorder).schedule).replace(/^.*:/, "");

/** Runs to the next open decision; undefined where the run ends before. */
function toDecision(machine: Machine): Decision | undefined {
  while (machine.undecided === undefined) if (machine.step() !== undefined) return undefined;
  return machine.undecided;
}

/** Runs to the end; `choose` decides whatever is open. */
function finish(machine: Machine, choose: Choose): Outcome {
  for (;;) {
    if (machine.undecided !== undefined) machine.decide(choose(machine.undecided));
    const outcome = machine.step();
    if (outcome !== undefined) return outcome;
  }
}

const seen = ({ events, output }: Scripted) => [
  output.text,
  events.map(traceLine).filter((line) => line !== undefined),
];

describe("what is left open", () => {
  it("stops the machine, and says who may run, and who would go on", () => {
    const { machine, output } = make(twoLetters);
    expect(toDecision(machine)).toEqual({ runnable: [2, 3], current: 2, usual: 2 });
    expect(output.text).toBe("");
  });

  it("is nothing before the first step, and nothing as long as one process is alone", () => {
    const { machine, executor } = make(function* () {
      for (let i = 0; i < 10; i++) yield ["sched_yield"];
      yield ["proc_exit", 7];
    });
    expect(machine.undecided).toBeUndefined();
    expect([machine.run(), machine.undecided]).toEqual([ended(7), undefined]);
    expect(executor.log).toEqual(["run 2"]);
  });

  it("has somebody who would go on after an answer, and nobody after a yield, a sleep or an end", () => {
    const log: string[] = [];
    const { machine } = make(function* () {
      for (let i = 0; i < 2 && (yield ["getpid"]) === 2; i++) yield ["fork"];
      if ((yield ["getpid"]) !== 2) yield ["proc_exit", 0];
      yield ["sched_yield"];
      yield* sleep(5);
    });
    const choose: Choose = (decision) => {
      log.push(`${decision.runnable}, ${decision.current ?? "nobody"} goes on`);
      return goOn(decision);
    };
    expect(finish(machine, choose)).toEqual(ended(0));
    expect(log).toEqual([
      "2,3, 2 goes on",
      "2,3,4, 2 goes on",
      "2,3,4, nobody goes on", // 2 has yielded
      "3,4, nobody goes on", // 2 sleeps; then 3 ends, and 4 is alone
    ]);
  });
});

describe("decide()", () => {
  it.each([
    [2, "pc"],
    [3, "cp"],
  ])("goes on with that process: %i first writes %s", (first, text) => {
    const { machine, output } = make(twoLetters);
    toDecision(machine);
    machine.decide(first);
    expect(machine.undecided).toBeUndefined();
    finish(machine, prefer(first));
    expect(output.text).toBe(text);
  });

  it.each([1, 4, 0, -1])("refuses process %i, which is not runnable, and names those that are", (pid) => {
    const { machine } = make(twoLetters);
    const open = toDecision(machine);
    expect(() => machine.decide(pid)).toThrow(
      new RangeError(`Cannot decide that process ${pid} runs: expected one of [2, 3]`),
    );
    expect(machine.undecided).toEqual(open);
  });

  it("refuses to decide where nothing is open: before the first question, and twice", () => {
    const { machine } = make(twoLetters);
    const refusal = new RangeError("Cannot decide that process 2 runs: expected one of []");
    expect(() => machine.decide(2)).toThrow(refusal);
    toDecision(machine);
    machine.decide(2);
    expect(() => machine.decide(2)).toThrow(refusal);
  });
});

test("step() and run() wait for the decision: without it, they say so and do nothing", () => {
  const { machine, kernel } = make(twoLetters);
  const open = toDecision(machine);
  const before = digest(kernel.world);
  for (const act of [() => machine.step(), () => machine.run()]) {
    expect(act).toThrow(RangeError);
    expect(act).toThrow("Cannot step: nobody has decided who runs");
  }
  expect([machine.undecided, digest(kernel.world)]).toEqual([open, before]);
});

test("what if the process that was chosen ends before it runs? It is asked again who does", () => {
  const { machine, kernel, output } = make(function* () {
    for (let i = 0; i < 2 && (yield ["getpid"]) === 2; i++) yield ["fork"];
    yield* write(1, `${yield ["getpid"]} `);
  });
  toDecision(machine);
  machine.decide(2);
  expect(toDecision(machine)).toEqual({ runnable: [2, 3, 4], current: 2, usual: 2 });
  machine.decide(3);
  endProcess(kernel, kernel.process(3), { signal: Signal.SIGKILL }); // the host does so by typing ^C
  expect(machine.step()).toBeUndefined();
  expect(machine.undecided).toEqual({ runnable: [2, 4], current: 2, usual: 2 });
  finish(machine, last);
  expect(output.text).toBe("4 2 ");
});

/** The two ways to go back: each remembers a moment, and answers how to go back to it. */
const ways = {
  snapshot: (machine: Machine) => {
    const snapshot = machine.snapshot();
    return () => machine.restore(snapshot);
  },
  mark: (machine: Machine) => {
    const mark = machine.mark();
    return () => machine.rewind(mark);
  },
};

describe.each(Object.entries(ways))("a %s keeps the open decision", (_name, remember) => {
  it("and each way goes on from it, any number of times", () => {
    const { machine, output } = make(twoLetters);
    const open = toDecision(machine);
    const back = remember(machine);
    const texts = [2, 3, 3, 2].map((first) => {
      back();
      expect(machine.undecided).toEqual(open);
      output.text = "";
      machine.decide(first);
      finish(machine, prefer(first));
      return output.text;
    });
    expect(texts).toEqual(["pc", "cp", "cp", "pc"]);
  });

  it("or that there is none: one of the time before forgets what has been asked since", () => {
    const { machine } = make(twoLetters);
    const back = remember(machine);
    toDecision(machine);
    back();
    expect(machine.undecided).toBeUndefined();
    expect(toDecision(machine)).toEqual({ runnable: [2, 3], current: 2, usual: 2 });
  });

  it("or what was decided, where its process has not run yet", () => {
    const { machine, output } = make(twoLetters);
    toDecision(machine);
    machine.decide(3);
    const back = remember(machine);
    finish(machine, last);
    back();
    output.text = "";
    expect(machine.undecided).toBeUndefined();
    finish(machine, last);
    expect(output.text).toBe("cp");
  });

  it("and what a Recorder has written down until then, and no more", () => {
    const { machine } = make(twoLetters, new Recorder(new Outside(7), runOf()));
    toDecision(machine);
    const back = remember(machine);
    finish(machine, last);
    back();
    expect(scheduleOf(machine)).toBe("");
    finish(machine, goOn);
    expect(scheduleOf(machine)).toBe("2");
  });
});

test("a snapshot brings the open decision to another machine, which waits for it too", () => {
  const one = make(twoLetters);
  toDecision(one.machine);
  const other = make(twoLetters);
  other.machine.restore(one.machine.snapshot());
  expect(() => other.machine.step()).toThrow("Cannot step: nobody has decided who runs");
  other.machine.decide(3);
  finish(other.machine, last);
  expect([one.output.text, other.output.text]).toEqual(["cp", ""]); // the streams are the snapshot's
});

describe("what is decided outside", () => {
  const policies: [string, () => Policy][] = [
    ["round-robin", () => new RoundRobin()],
    ...[1, 2, 3, 4, 5].map((seed): [string, () => Policy] => [`random, seed ${seed}`, () => new Random(seed)]),
  ];

  it.each(policies)("is the same run as where the policy decides so itself (%s)", (_name, makePolicy) => {
    const inside = make(family, makePolicy());
    const outcome = inside.machine.run();
    const [outside, policy] = [make(family), makePolicy()];
    const ranLast = () => outside.events.flatMap((event) => (event.kind === "switch" ? [event.to] : [])).at(-1);
    const end = finish(outside.machine, ({ runnable, current }) => policy.nextProcess(runnable, current, ranLast()));
    expect(end).toEqual(outcome);
    expect(seen(outside)).toEqual(seen(inside));
  });
});

describe("a Recorder around Outside", () => {
  it("writes down what was decided, and nothing of what is open", () => {
    const { machine } = make(twoLetters, new Recorder(new Outside(7), runOf()));
    toDecision(machine);
    expect(scheduleOf(machine)).toBe("");
    machine.decide(3);
    finish(machine, last);
    expect(scheduleOf(machine)).toBe("b1");
  });

  it("has in the end a schedule whose replay is the same run, whatever was decided", () => {
    const draws: Guest = function* () {
      yield ["random_get", 600, 4];
      yield* write(1, `${(yield ["load", 600]) >>> 0} `);
      yield* family();
    };
    fc.assert(
      fc.property(fc.nat(), fc.infiniteStream(fc.nat({ max: 11 })), (seed, choices) => {
        const recorded = make(draws, new Recorder(new Outside(seed), runOf(seed)));
        const choose: Choose = ({ runnable }) => runnable[choices.next().value % runnable.length] as Pid;
        const outcome = finish(recorded.machine, choose);
        const { schedule } = recorded.machine.policy as Recorder;
        const replayed = make(draws, new Recorder(new Replay(schedule), runOf(seed)));
        expect(replayed.machine.run()).toEqual(outcome);
        expect(seen(replayed)).toEqual(seen(recorded));
        expect((replayed.machine.policy as Recorder).schedule).toEqual(schedule);
        expect(digest(replayed.kernel.world)).toBe(digest(recorded.kernel.world));
      }),
      { numRuns: 40 },
    );
  });
});
