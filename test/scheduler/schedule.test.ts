import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { formatSchedule, parseSchedule, type Schedule, shortSchedule } from "../../runtime/scheduler/schedule.ts";
import { scheduleOf } from "./schedule-of.ts";

const hex = (length: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`));
const few = fc.nat({ max: 30 });
const gap = fc.oneof(few, few, fc.nat({ max: 2 ** 40 }));

/** Every schedule there is: usual decisions, then an unusual one, and so on. */
const schedules: fc.Arbitrary<Schedule> = fc
  .record({
    program: hex(6),
    input: fc.oneof(fc.constant(""), hex(4)),
    preempt: fc.constantFrom("syscalls" as const, "loops" as const, "memory" as const),
    time: fc.constantFrom("idle" as const, "any" as const),
    terminals: fc.subarray(["i", "o", "e"]).map((letters) => letters.join("")),
    seed: fc.integer({ min: 0, max: 0xffffffff }),
    parts: fc.array(fc.record({ gap, choice: fc.oneof(few, fc.nat({ max: 9_999_999 })) }), { maxLength: 60 }),
    rest: gap,
  })
  .map(({ parts, rest, ...run }) => {
    let made = 0;
    const unusual = parts.map(({ gap, choice }) => {
      made += gap + 1;
      return { at: made - 1, choice };
    });
    return { ...run, unusual, made: made + rest };
  });

test("a schedule is read back as it was printed", () => {
  fc.assert(
    fc.property(schedules, (value) => {
      expect(parseSchedule(formatSchedule(value))).toEqual(value);
    }),
    { numRuns: 500 },
  );
});

test("a schedule is a word that a shell leaves as it is", () => {
  fc.assert(
    fc.property(schedules, (value) => {
      expect(formatSchedule(value)).toMatch(/^[\w:.+-]+$/);
    }),
  );
});

test("another schedule is another word", () => {
  fc.assert(
    fc.property(schedules, schedules, (one, other) => {
      expect(formatSchedule(one) === formatSchedule(other)).toBe(JSON.stringify(one) === JSON.stringify(other));
    }),
  );
});

const deviations = (...unusual: [at: number, choice: number][]) => unusual.map(([at, choice]) => ({ at, choice }));

test.each<[Schedule, string]>([
  [scheduleOf({ made: 0, unusual: [] }), "prong2:abcdef:syscalls:0:"],
  [scheduleOf({ made: 12, unusual: [] }, 4294967295), "prong2:abcdef:syscalls:4294967295:12"],
  [scheduleOf({ made: 17, unusual: deviations([12, 1], [16, 0]) }, 7), "prong2:abcdef:syscalls:7:12b3a"],
  [scheduleOf({ made: 3, unusual: deviations([0, 0], [1, 25], [2, 26]) }), "prong2:abcdef:syscalls:0:az.26."],
  [scheduleOf({ made: 7, unusual: deviations([1, 1234567], [2, 26]) }), "prong2:abcdef:syscalls:0:1.1234567..26.4"],
  [{ ...scheduleOf({ made: 1, unusual: [] }), input: "1c2e", preempt: "memory" }, "prong2:abcdef-1c2e:memory:0:1"],
  [{ ...scheduleOf({ made: 1, unusual: [] }), terminals: "oe" }, "prong2:abcdef:syscalls-oe:0:1"],
  [{ ...scheduleOf({ made: 1, unusual: [] }), time: "any" }, "prong2:abcdef:syscalls+time:0:1"],
  [{ ...scheduleOf({ made: 1, unusual: [] }), time: "any", terminals: "ioe" }, "prong2:abcdef:syscalls+time-ioe:0:1"],
])("%j is printed as %s", (value, text) => {
  expect(formatSchedule(value)).toBe(text);
  expect(parseSchedule(text)).toEqual(value);
});

test("space around a pasted word is no matter", () => {
  expect(parseSchedule(" prong2:abcdef:syscalls:7:2b\n")).toEqual(
    scheduleOf({ made: 3, unusual: deviations([2, 1]) }, 7),
  );
});

test("in messages a long schedule is shown by how it begins", () => {
  const long = scheduleOf({ made: 1000, unusual: Array.from({ length: 1000 }, (_, at) => ({ at, choice: 1 })) });
  expect(shortSchedule(long)).toBe(`prong2:abcdef:syscalls:0:${"b".repeat(35)}...`);
  const short = scheduleOf({ made: 4, unusual: [] });
  expect(shortSchedule(short)).toBe(formatSchedule(short));
});

describe("parseSchedule() says what is wrong:", () => {
  it.each([
    ["", 'expected it to begin with "prong2:", the only format that this version reads'],
    ["prong", 'expected it to begin with "prong2:"'],
    ["PRONG2:abcdef:loops:7:", 'expected it to begin with "prong2:"'],
    ["prong1:7:0x2", 'prong1 is another version\'s, and expected it to begin with "prong2:"'],
    ["prong10:abcdef:loops:7:", "prong10 is another version's"],
    ["prong2", "expected four colons, as in prong2:3fa9c1:loops:7:12b3a"],
    ["prong2:abcdef:loops:7", "expected four colons"],
    ["prong2:abcdef:loops:7:1:", "expected four colons"],
    ["prong2::loops:7:1", '"" is no checksum of a program: expected 3fa9c1 or 3fa9c1-1c2e'],
    ["prong2:abcde:loops:7:1", '"abcde" is no checksum of a program'],
    ["prong2:ABCDEF:loops:7:1", '"ABCDEF" is no checksum of a program'],
    ["prong2:abcdef-:loops:7:1", '"abcdef-" is no checksum of a program'],
    ["prong2:abcdef-123:loops:7:1", '"abcdef-123" is no checksum of a program'],
    ["prong2:abcdef-12345:loops:7:1", '"abcdef-12345" is no checksum of a program'],
    ["prong2:abcdef::7:1", '"" is none of syscalls, loops, memory'],
    ["prong2:abcdef:toString:7:1", '"toString" is none of syscalls, loops, memory'],
    ["prong2:abcdef:+time:7:1", '"" is none of syscalls, loops, memory'],
    ["prong2:abcdef:loops+tim:7:1", '"loops+tim" is none of syscalls, loops, memory'],
    ["prong2:abcdef:loops-ioe+time:7:1", '"loops-ioe" is none of syscalls, loops, memory'],
    ["prong2:abcdef:loops-:7:1", '"loops-" is none of syscalls, loops, memory'],
    ["prong2:abcdef:loops-eo:7:1", '"loops-eo" is none of syscalls, loops, memory'],
    ["prong2:abcdef:loops::1", '"" is not a seed from 0 to 4294967295'],
    ["prong2:abcdef:loops:-1:1", '"-1" is not a seed'],
    ["prong2:abcdef:loops:1.5:1", '"1.5" is not a seed'],
    ["prong2:abcdef:loops:1e3:1", '"1e3" is not a seed'],
    ["prong2:abcdef:loops:4294967296:1", '"4294967296" is not a seed'],
    ["prong2:abcdef:loops:7:B", '"B" is neither a choice (b) nor a number of usual ones (12)'],
    ["prong2:abcdef:loops:7:3b-1", '"-1" is neither a choice'],
    ["prong2:abcdef:loops:7:3 b", '" b" is neither a choice'],
    ["prong2:abcdef:loops:7:3,b", '",b" is neither a choice'],
    ["prong2:abcdef:loops:7:.26", '".26" is neither a choice'],
    ["prong2:abcdef:loops:7:..", '".." is neither a choice'],
    ["prong2:abcdef:loops:7:.12345678.", '".12345678." is neither a choice'],
    ["prong2:abcdef:loops:7:1b9999999999999999", '"9999999999999999" is neither a choice'],
    ["prong2:abcdef:loops:7:é", '"\\u00e9" is neither a choice'],
    [`prong2:abcdef:loops:7:${"999999999999999b".repeat(10)}`, "it has more decisions than can be counted"],
  ])("%j: %s", (text, why) => {
    expect(() => parseSchedule(text)).toThrow(RangeError);
    expect(() => parseSchedule(text)).toThrow(why);
  });

  it.each([
    ["many choices that cannot be", `prong2:abcdef:loops:7:${"B".repeat(100_000)}`],
    ["many choices before one that cannot be", `prong2:abcdef:loops:7:${"b".repeat(100_000)}B`],
    ["a long number", `prong2:abcdef:loops:7:${"9".repeat(100_000)}`],
    ["many points", `prong2:abcdef:loops:7:${".".repeat(100_000)}`],
    ["a long seed", `prong2:abcdef:loops:${"7".repeat(100_000)}:`],
    ["a long checksum", `prong2:${"a".repeat(100_000)}:loops:7:`],
    ["many colons", ":".repeat(100_000)],
    ["a long version", `prong${"1".repeat(100_000)}:`],
    ["lines", "prong2:abcdef:loops:7:\n0\n1"],
    ["what paints a terminal", "prong2:abcdef:loops:7:\x1b[2J\x9b2J\u202e\u2028"],
    ["half a letter", `prong2:abcdef:loops:7:${"\ud83d\ude00".repeat(100)}`],
  ])("of %s, at once and in one line of readable length and plain letters", (_, text) => {
    let message = "";
    const began = performance.now();
    try {
      parseSchedule(text);
    } catch (error) {
      message = (error as Error).message;
    }
    expect(performance.now() - began).toBeLessThan(500);
    expect(message).toMatch(/^Cannot read the schedule "[ -~]{0,250}$/);
  });

  it("whatever is pasted", () => {
    const word = fc.oneof(
      fc.string({ maxLength: 40 }),
      fc.stringMatching(/^prong2:[0-9a-f]{6}:loops:\d:[0-9a-zA.-]{0,12}$/),
    );
    fc.assert(
      fc.property(word, (text) => {
        try {
          parseSchedule(text);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
          expect((error as Error).message).toMatch(/^Cannot read the schedule "[ -~]*$/);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

test("a schedule of 100,000 unusual choices is read at once", () => {
  const began = performance.now();
  expect(parseSchedule(`prong2:abcdef:loops:7:${"b".repeat(100_000)}`)).toMatchObject({ made: 100_000 });
  expect(performance.now() - began).toBeLessThan(1000);
});
