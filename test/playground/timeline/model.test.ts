import { beforeAll, describe, expect, it, test } from "vitest";
import type { SeenStep } from "../../../playground/run/orders.ts";
import { modelOf } from "../../../playground/timeline/model.ts";
import { Signal } from "../../../runtime/abi/signal.ts";
import { CLOCK, type KernelEvent } from "../../../runtime/index.ts";
import { ranToEnd, seenSteps, stepWith } from "./seen-steps.ts";
import { drawArrows, drawLanes, drawMarks } from "./transcript.ts";

const begin = stepWith({ pid: 2, events: [{ kind: "start", pid: 2, args: ["/bin/shell"] }] });
const fork = (child: number): SeenStep => stepWith({ pid: 2, events: [{ kind: "fork", pid: 2, child, vfork: false }] });
const does = (pid: number | undefined, ...events: KernelEvent[]): SeenStep => stepWith({ pid, events });
const could = (pid: number, runnable: number[], ...events: KernelEvent[]): SeenStep =>
  stepWith({ pid, events, choices: [{ runnable, current: undefined, usual: pid, pid }] });
const ends = (pid: number, code = 0): KernelEvent => ({
  kind: "exit",
  pid,
  end: { code },
  memory: { virtual: 0, resident: 0, own: 0, faults: { zero: 0, program: 0, fork: 0 } },
});
const sleeps = (pid: number, ...waitsFor: string[]): KernelEvent[] => [
  { kind: "call", pid, syscall: 0, retry: false, text: "wait4(-1, 0)" },
  { kind: "answer", pid, syscall: 0, answer: -0x10000, final: false, stored: "", waitsFor },
];
const draw = (...steps: SeenStep[]) => drawLanes(modelOf(undefined, steps));

describe("a real run", () => {
  let steps: SeenStep[];
  beforeAll(async () => {
    steps = await seenSteps("zombies-and-orphans.c");
  });

  it("is a lane for each process", () => {
    expect(drawLanes(modelOf(undefined, steps))).toEqual([
      "2 RRRR.RRRRRRRRRRR...rRRR...rRRRR",
      "3   rrRzzzzz",
      "4                rRRRzz",
      "5                   rR..rRRRR",
    ]);
  });

  it("has marks", () => {
    expect(drawMarks(modelOf(undefined, steps))).toEqual([
      "1: process 2 forks process 3",
      "4: process 3 exits with 3",
      "8: process 2 writes 49 bytes of output",
      "9: process 3 is reaped by process 2",
      "12: process 2 writes 93 bytes of output",
      "14: process 2 forks process 4",
      "17: process 4 forks process 5",
      "18: process 4 exits with 0",
      "20: process 4 is reaped by process 2",
      "26: process 5 exits with 0",
      "29: process 2 writes 79 bytes of output",
      "30: process 2 exits with 0",
    ]);
  });

  it("has arrows", () => {
    expect(drawArrows(modelOf(undefined, steps))).toEqual([
      "wait from 3 in 4 to 2 in 9: process 2 hears of its end",
      "wait from 4 in 18 to 2 in 20: process 2 hears of its end",
      "pipe from 2 in 21 to 5 in 23: 1 byte through pipe 2",
      "pipe from 5 in 25 to 2 in 27: 1 byte through pipe 3",
    ]);
  });

  it("is the same, wherever it was cut while it grew", () => {
    const whole = modelOf(undefined, steps);
    for (let cut = 0; cut <= steps.length; cut++) {
      const grown = modelOf(modelOf(undefined, steps.slice(0, cut)), steps);
      expect([drawLanes(grown), drawMarks(grown), drawArrows(grown)]).toEqual([
        drawLanes(whole),
        drawMarks(whole),
        drawArrows(whole),
      ]);
    }
  });

  it("counts in how many steps each did what", () => {
    const model = modelOf(undefined, steps);
    const drawn = drawLanes(model);
    for (const lane of model.lanes) {
      for (const [from, to] of [
        [0, 7],
        [3, 12],
        [5, 5],
        [10, steps.length],
      ] as const) {
        const letters = [...(drawn[lane.index] ?? "").slice(2)].slice(from, to);
        const expected = [..."Rr.sz"].map((letter) => letters.filter((other) => other === letter).length);
        expect(lane.counts(from, to)).toEqual(expected);
      }
    }
  });
});

describe("a model", () => {
  it("grows in place: what leads on from its steps is taken in", () => {
    const model = modelOf(undefined, [begin]);
    expect(modelOf(model, [begin, fork(3)])).toBe(model);
    expect(drawLanes(model)).toEqual(["2 RR", "3"]);
  });

  it("is a new one for the steps of another branch", () => {
    const model = modelOf(undefined, [begin, fork(3), does(3)]);
    const other = modelOf(model, [begin, fork(3), does(2)]);
    expect([other === model, drawLanes(other)]).toEqual([false, ["2 RRR", "3   r"]]);
  });

  it("is a new one for fewer steps", () => {
    const model = modelOf(undefined, [begin, fork(3), does(3)]);
    expect(drawLanes(modelOf(model, [begin]))).toEqual(["2 R"]);
  });
});

test("who sleeps is awake when it can be chosen, or runs", () => {
  const drawn = draw(
    begin,
    fork(3),
    could(2, [2, 3], ...sleeps(2, "a child to end")),
    does(3),
    could(3, [2, 3]),
    does(2),
  );
  expect(drawn).toEqual(["2 RRR.rR", "3   rRRr"]);
});

test("what a process waits for, and in which call", () => {
  const [lane] = modelOf(undefined, [
    begin,
    does(2, ...sleeps(2, "pipe 1 to have data", "a signal")),
    does(undefined),
  ]).lanes;
  expect(lane?.spanAt(2)).toMatchObject({
    state: "asleep",
    why: "pipe 1 to have data or a signal",
    call: "wait4(-1, 0)",
  });
});

test("who sleeps until a time waits for time to pass", () => {
  const [lane] = modelOf(undefined, [begin, does(2, ...sleeps(2)), does(undefined)]).lanes;
  expect(lane?.spanAt(2)?.why).toBe("time to pass");
});

test("a process is stopped, and goes on", () => {
  const stop: KernelEvent = { kind: "stop", pid: 3, signal: Signal.SIGSTOP };
  const goOn: KernelEvent = { kind: "continue", pid: 3 };
  expect(draw(begin, fork(3), does(2, stop), does(2), does(2, goOn), does(2), does(3))).toEqual([
    "2 RRRRRRr",
    "3   rssrR",
  ]);
});

test("whoever stops itself is stopped, though its call is answered", () => {
  const answer: KernelEvent = { kind: "answer", pid: 2, syscall: 0, answer: 0, final: true, stored: "", waitsFor: [] };
  expect(draw(begin, does(2, { kind: "stop", pid: 2, signal: Signal.SIGTSTP }, answer), does(undefined))).toEqual([
    "2 RRs",
  ]);
});

test.each<[string, KernelEvent[], string]>([
  ["is a zombie until it is waited for", [ends(3)], "3   Rzz"],
  ["is gone at once where its parent ignores its children", [ends(3), { kind: "reap", pid: 3, by: 2 }], "3   R"],
])("a child that ends %s", (_what, events, expected) => {
  expect(draw(begin, fork(3), does(3, ...events), does(2), does(2))[1]).toBe(expected);
});

test("an orphan that ends is gone at once, and so is the first process", () => {
  const drawn = draw(begin, fork(3), does(2, ends(2), { kind: "reparent", pid: 3 }), does(3, ends(3)), does(undefined));
  expect(drawn).toEqual(["2 RRR", "3   rR"]);
});

test("a pid that is given again is another lane", () => {
  const gone = [ends(3), { kind: "reap", pid: 3, by: 2 } as const];
  const model = modelOf(undefined, [begin, fork(3), does(3, ...gone), fork(3), does(3)]);
  expect(drawLanes(model)).toEqual(["2 RRrRr", "3   R", "3     R"]);
});

test("a lane is named as its program, from each exec on", () => {
  const exec: KernelEvent = { kind: "exec", pid: 3, args: ["/bin/wc", "-l"] };
  const [, lane] = modelOf(undefined, [begin, fork(3), does(3), does(3, exec), does(3)]).lanes;
  expect([0, 2, 3, 4].map((step) => lane?.programAt(step))).toEqual(["shell", "shell", "wc", "wc"]);
});

test("time that jumps and what the host does are nobody's marks", () => {
  const model = modelOf(undefined, [
    begin,
    stepWith({ elapsed: 1_500_000_000 }),
    stepWith({ pid: CLOCK, elapsed: 1_520_000_000 }),
    stepWith({ act: { kind: "input", bytes: new TextEncoder().encode("ls\n") }, elapsed: 1_520_000_000 }),
    stepWith({ act: { kind: "input", bytes: undefined }, elapsed: 1_520_000_000 }),
  ]);
  expect(drawMarks(model)).toEqual([
    "1: time passes by 1.5 s",
    "2: time passes by 20 ms",
    '3: input comes: "ls\\n"',
    "4: input ends",
  ]);
});

test("a signal is a mark at who gets it, and an arrow from who sent it", () => {
  const signal = (pid: number, from?: number): KernelEvent => ({
    kind: "signal",
    pid,
    signal: Signal.SIGINT,
    from,
    why: "typed",
  });
  const model = modelOf(undefined, [begin, fork(3), does(2, signal(3, 2)), does(2, signal(2, 2)), does(2, signal(3))]);
  expect(drawMarks(model).slice(1)).toEqual([
    "2: process 3 gets SIGINT from process 2",
    "3: process 2 gets SIGINT from process 2",
    "4: process 3 gets SIGINT: typed",
  ]);
  expect(drawArrows(model)).toEqual(["signal from 2 in 2 to 3 in 2: SIGINT"]);
});

test.each([
  ["zombies-and-orphans.c", "idle"],
  ["outcomes/sleep-for-wait.c", "idle"],
  ["outcomes/sleep-for-wait.c", "any"],
] as const)("at each moment of %s lanes are as processes are, while time passes: %s", async (guest, time) => {
  const { run, steps } = await ranToEnd(guest, { time });
  const { lanes } = modelOf(undefined, steps);
  const states = { running: "runnable", ready: "runnable", asleep: "waiting", stopped: "stopped", zombie: "zombie" };
  for (let position = 1; position < steps.length; position++) {
    run.seek(position);
    const seen = lanes.flatMap((lane) => {
      const state = lane.spanBefore(position)?.state;
      return state === undefined ? [] : [`${lane.pid} ${states[state]}`];
    });
    const processes = run.scene().processes.filter(({ pid }) => pid > 1);
    expect(seen, `before step ${position + 1}`).toEqual(processes.map(({ pid, state }) => `${pid} ${state}`));
  }
});
