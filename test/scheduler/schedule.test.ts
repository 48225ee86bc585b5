import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { Random } from "../../runtime/scheduler/policies/random.ts";
import { Replay } from "../../runtime/scheduler/policies/replay.ts";
import { formatSchedule, parseSchedule, Recorder, type Schedule } from "../../runtime/scheduler/schedule.ts";

const schedule: fc.Arbitrary<Schedule> = fc.record({
  seed: fc.integer({ min: 0, max: 0xffffffff }),
  choices: fc.array(fc.oneof(fc.nat({ max: 3 }), fc.nat({ max: 9_999_999 })), { maxLength: 200 }),
});

test("a schedule is read back as it was printed", () => {
  fc.assert(
    fc.property(schedule, (value) => {
      expect(parseSchedule(formatSchedule(value))).toEqual(value);
    }),
  );
});

test.each<[Schedule, string]>([
  [{ seed: 7, choices: [0, 0, 0, 1, 0, 2, 2] }, "prong1:7:0x3,1,0,2x2"],
  [{ seed: 0, choices: [] }, "prong1:0:"],
  [{ seed: 4294967295, choices: [5] }, "prong1:4294967295:5"],
  [{ seed: 7, choices: [...new Array<number>(12).fill(0), 1, 0, 0, 0, 2] }, "prong1:7:0x12,1,0x3,2"],
])("%j is printed as %s", (value, text) => {
  expect(formatSchedule(value)).toBe(text);
});

test("space around a pasted word is no matter", () => {
  expect(parseSchedule(" prong1:7:0x2,1\n")).toEqual({ seed: 7, choices: [0, 0, 1] });
});

describe("parseSchedule() says what is wrong:", () => {
  it.each([
    ["", 'expected it to begin with "prong1:"'],
    ["prong", 'expected it to begin with "prong1:"'],
    ["prong2:7:0", 'expected it to begin with "prong1:"'],
    ["PRONG1:7:0", 'expected it to begin with "prong1:"'],
    ["prong1", '"" is not a seed'],
    ["prong1::0", '"" is not a seed'],
    ["prong1:-1:0", '"-1" is not a seed'],
    ["prong1:1.5:0", '"1.5" is not a seed'],
    ["prong1:1e3:0", '"1e3" is not a seed'],
    ["prong1:4294967296:0", '"4294967296" is not a seed from 0 to 4294967295'],
    ["prong1:99999999999999999999:0", "is not a seed"],
    ["prong1:7:0:1", "expected two colons"],
    ["prong1:7:,", '"" is neither a choice (3) nor a run of them (3x12)'],
    ["prong1:7:0,", '"" is neither a choice'],
    ["prong1:7:0,,1", '"" is neither a choice'],
    ["prong1:7:a", '"a" is neither a choice'],
    ["prong1:7:-1", '"-1" is neither a choice'],
    ["prong1:7:0x", '"0x" is neither a choice'],
    ["prong1:7:x3", '"x3" is neither a choice'],
    ["prong1:7:0x3x4", '"0x3x4" is neither a choice'],
    ["prong1:7:0x-1", '"0x-1" is neither a choice'],
    ["prong1:7: 0", '" 0" is neither a choice'],
    ["prong1:7:99999999", '"99999999" is neither a choice'],
    ["prong1:7:3x0", '"3x0" is neither a choice'],
    ["prong1:7:0x999999999", "it has more than"],
    ["prong1:7:0x9999999999", '"0x9999999999" is neither a choice'],
  ])("%j: %s", (text, why) => {
    expect(() => parseSchedule(text)).toThrow(RangeError);
    expect(() => parseSchedule(text)).toThrow(why);
  });

  it.each([
    ["many choices", `prong1:7:${"0,".repeat(100_000)}`],
    ["one long choice", `prong1:7:${"a".repeat(100_000)}`],
    ["a long seed", `prong1:${"7".repeat(100_000)}:`],
    ["lines", "prong1:7:\n0\n1"],
    ["nothing of ours", "x\n".repeat(100_000)],
  ])("in one line of readable length, for a word of %s", (_what, text) => {
    expect(() => parseSchedule(text)).toThrow(/^Cannot read the schedule "[^\n]{1,140}": [^\n]{1,150}$/);
  });

  it("whatever was pasted: a schedule or a RangeError, and nothing else", () => {
    const word = fc.stringMatching(/^prong1:[0-9x:,a-]{0,12}$/);
    fc.assert(
      fc.property(fc.oneof(fc.string(), word), (text) => {
        // A run of millions is allowed, and takes a while.
        fc.pre(!/x\d{5,}/.test(text));
        try {
          const { seed, choices } = parseSchedule(text);
          expect(Number.isInteger(seed) && choices.every((choice) => Number.isInteger(choice) && choice >= 0)).toBe(
            true,
          );
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
          expect((error as Error).message).toMatch(/^Cannot read the schedule "/);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("before it has filled the memory with what is too much", () => {
    expect(() => parseSchedule(`prong1:7:${new Array(99).fill("0x999999999").join(",")}`)).toThrow("it has more than");
  });
});

describe("Recorder", () => {
  const runnable = fc.uniqueArray(fc.integer({ min: 2, max: 20 }), { minLength: 2, maxLength: 6 });
  const runs = fc.array(
    runnable.map((pids) => pids.sort((one, other) => one - other)),
    { maxLength: 50 },
  );

  it("writes down what another policy decides, so that Replay decides the same, random numbers too", () => {
    fc.assert(
      fc.property(runs, fc.integer({ min: 0, max: 0xffffffff }), (runs, seed) => {
        const recorder = new Recorder(new Random(seed), seed);
        const decide = (policy: Pick<Recorder, "nextProcess" | "nextRandom">) =>
          runs.map((pids) => [policy.nextProcess(pids, undefined, undefined), policy.nextRandom()]);
        const recorded = decide(recorder);
        const replay = new Replay(parseSchedule(formatSchedule(recorder.schedule)));
        expect(decide(replay)).toEqual(recorded);
      }),
    );
  });

  it("begins an empty schedule with each run", () => {
    const recorder = new Recorder(new Random(1), 1);
    expect(recorder.beginRun()).toBe(true);
    recorder.nextProcess([2, 3], 2, 2);
    expect(recorder.schedule.choices).toHaveLength(1);
    expect(recorder.beginRun()).toBe(false);
    expect(recorder.schedule.choices).toEqual([]);
  });

  it("hands out copies: a schedule does not grow later", () => {
    const recorder = new Recorder(new Random(1), 1);
    const { choices } = recorder.schedule;
    recorder.nextProcess([2, 3], 2, 2);
    expect(choices).toEqual([]);
  });

  it.each([-1, 2 ** 32 + 5, 1.5, 1_767_225_600_000])(
    "writes a seed of %d down so that it can be read back, and draws the same numbers",
    (seed) => {
      const recorder = new Recorder(new Random(seed), seed);
      const replay = new Replay(parseSchedule(formatSchedule(recorder.schedule)));
      expect(replay.nextRandom()).toBe(recorder.nextRandom());
    },
  );
});
