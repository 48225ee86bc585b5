import { describe, expect, it, test } from "vitest";
import { Random } from "../../../runtime/scheduler/policies/random.ts";
import { checkSchedule, Replay, ScheduleMismatch } from "../../../runtime/scheduler/policies/replay.ts";
import { parseSchedule, type Schedule } from "../../../runtime/scheduler/schedule.ts";
import { scheduleOf } from "../schedule-of.ts";

const replay = (choices: string) => new Replay(parseSchedule(`prong2:abcdef:syscalls:7:${choices}`));

const SAME = "Run the same program with the same arguments, files and version that it was recorded with.";

test("a letter is the place of a process among the runnable ones, a number so many usual choices", () => {
  const policy = replay("b2ac");
  const asked: [runnable: number[], current: number | undefined, last: number | undefined][] = [
    [[2, 3], 2, 2],
    [[2, 3], 3, 3], // goes on
    [[2, 3], undefined, 3], // yields: the next is the first again
    [[4, 9], 9, 9],
    [[4, 6, 9], 4, 4],
  ];
  expect(asked.map((question) => policy.nextProcess(...question))).toEqual([3, 3, 2, 4, 9]);
  expect(() => policy.end()).not.toThrow();
});

test("the random numbers are those of the seed", () => {
  expect(replay("").nextRandom()).toBe(new Random(7).nextRandom());
});

test("there is one run to make", () => {
  const policy = replay("");
  expect([policy.beginRun(), policy.beginRun()]).toEqual([true, false]);
});

describe("a run does not fit a schedule", () => {
  it("that goes on after the schedule's end", () => {
    const policy = replay("b");
    policy.nextProcess([2, 3], 2, 2);
    const why = "the schedule has ended after 1 decisions, and the run has not";
    expect(() => policy.nextProcess([2, 3], 3, 3)).toThrow(
      new ScheduleMismatch(scheduleOf({ made: 1, unusual: [{ at: 0, choice: 1 }] }, 7), why, SAME.slice(0, -1)),
    );
    expect(() => policy.nextProcess([2, 3], 3, 3)).toThrow(`Cannot replay prong2:abcdef:syscalls:7:b: ${why}. ${SAME}`);
  });

  it("that ends before the schedule does", () => {
    const policy = replay("2b");
    policy.nextProcess([2, 3], 2, 2);
    expect(() => policy.end()).toThrow(
      `Cannot replay prong2:abcdef:syscalls:7:2b: the run has ended after 1 decisions, the schedule has 3. ${SAME}`,
    );
  });

  it("with fewer runnable processes than the recorded one", () => {
    expect(() => replay("c").nextProcess([2, 3], 2, 2)).toThrow(
      "Cannot replay prong2:abcdef:syscalls:7:c: decision 1 has 2 runnable processes, the schedule chose number 3 there. " +
        SAME,
    );
  });
});

describe("checkSchedule()", () => {
  const recorded = { ...scheduleOf({ made: 4, unusual: [] }), input: "1c2e" };
  const plain = scheduleOf({ made: 4, unusual: [] });

  it("takes the program and the input that were recorded", () => {
    expect(() =>
      checkSchedule(recorded, { program: "abcdef", input: "1c2e", time: "idle", terminals: "ioe" }),
    ).not.toThrow();
    expect(() => checkSchedule(plain, { program: "abcdef", input: "", time: "idle", terminals: "ioe" })).not.toThrow();
  });

  it.each<[Schedule, Pick<Schedule, "program" | "input" | "time" | "terminals">, string]>([
    [
      recorded,
      { program: "123456", input: "1c2e", time: "idle", terminals: "" },
      "Cannot replay prong2:abcdef-1c2e:syscalls:0:4: it was recorded with the program abcdef, and this is 123456. " +
        "Run that program, compiled by the same version with the same flags.",
    ],
    [
      recorded,
      { program: "abcdef", input: "", time: "idle", terminals: "" },
      "Cannot replay prong2:abcdef-1c2e:syscalls:0:4: it was recorded with other arguments or variables (1c2e) than these " +
        "(none). Give the program the arguments and the environment that it was recorded with.",
    ],
    [
      plain,
      { program: "abcdef", input: "ffff", time: "idle", terminals: "" },
      "Cannot replay prong2:abcdef:syscalls:0:4: it was recorded with other arguments or variables (none) than these " +
        "(ffff). Give the program the arguments and the environment that it was recorded with.",
    ],
    [
      { ...plain, terminals: "ioe" },
      { program: "abcdef", input: "", time: "idle", terminals: "i" },
      "Cannot replay prong2:abcdef:syscalls-ioe:0:4: it was recorded at a terminal (ioe), and this is none (i). " +
        "Run it at a terminal, without redirecting what was not redirected then.",
    ],
    [
      { ...plain, time: "any" },
      { program: "abcdef", input: "", time: "idle", terminals: "" },
      "Cannot replay prong2:abcdef:syscalls+time:0:4: it was recorded where time could pass at any decision (any), and here " +
        'it is "idle". Run it with time: "any", or leave that to the schedule.',
    ],
    [
      plain,
      { program: "abcdef", input: "", time: "any", terminals: "" },
      "Cannot replay prong2:abcdef:syscalls:0:4: it was recorded where time passed only while nobody could run (idle), and " +
        'here it is "any". Run it with time: "idle", or leave that to the schedule.',
    ],
  ])("of %j refuses %j", (schedule, run, message) => {
    expect(() => checkSchedule(schedule, run)).toThrow(ScheduleMismatch);
    expect(() => checkSchedule(schedule, run)).toThrow(message);
  });
});

test("a message shows of a long schedule how it begins", () => {
  const policy = replay("b".repeat(100_000));
  expect(() => policy.end()).toThrow(/^.{0,300}$/);
});
