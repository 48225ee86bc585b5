import { describe, expect, it } from "vitest";
import { addCounts, FoundOutcomes, outcomeKey, type RunEnd } from "../../runtime/scheduler/found-outcomes.ts";
import { OutputLog } from "../../runtime/scheduler/output-log.ts";

const ENDED: RunEnd = { kind: "ended", end: { code: 0 } };
const CHOICES = { made: 1, unusual: [] };

function printed(bytes: readonly number[], stream: "stdout" | "stderr" = "stdout"): OutputLog {
  const log = new OutputLog();
  log.write(stream, Uint8Array.from(bytes));
  return log;
}

describe("outcomes are the same", () => {
  it.each<[what: string, output: OutputLog, end: RunEnd, same: boolean]>([
    ["with the same output and end", printed([97]), ENDED, true],
    ["not on another stream", printed([97], "stderr"), ENDED, false],
    ["not with another end", printed([97]), { kind: "ended", end: { signal: 9 } }, false],
    ["not without an end", printed([97]), { kind: "loop" }, false],
  ])("%s", (_, output, end, same) => {
    const outcomes = new FoundOutcomes();
    const first = outcomes.numberOf(printed([97]), ENDED, () => CHOICES);
    expect(outcomes.numberOf(output, end, () => CHOICES) === first).toBe(same);
    expect(outcomes.size).toBe(same ? 1 : 2);
  });

  it("not where other bytes look the same", () => {
    const outcomes = new FoundOutcomes();
    for (const byte of [0xff, 0xfe, 0xff]) outcomes.numberOf(printed([byte]), ENDED, () => CHOICES);
    expect(outcomes.counted([]).map(({ stdout }) => stdout)).toEqual(["\ufffd", "\ufffd"]);
  });
});

it("an outcome keeps the choices that led to it first, and is counted wherever it came of", () => {
  const outcomes = new FoundOutcomes();
  outcomes.numberOf(printed([97]), ENDED, () => CHOICES);
  outcomes.numberOf(printed([97]), ENDED, () => ({ made: 2, unusual: [] }));
  const found = outcomes.counted([new Map([[0, 2]]), new Map([[0, 5]])]);
  expect(found).toEqual([{ stdout: "a", stderr: "", end: ENDED, choices: CHOICES, count: 7 }]);
  outcomes.clear();
  expect([outcomes.size, outcomes.counted([])]).toEqual([0, []]);
});

it("counts never become infinite", () => {
  const sum = new Map([[0, Number.MAX_VALUE]]);
  addCounts(sum, new Map([[0, Number.MAX_VALUE]]));
  expect(sum.get(0)).toBe(Number.MAX_VALUE);
});

it("outcomes of two searches have the same key if what was printed, the end and the notes are the same", () => {
  const one = { stdout: "a", stderr: "", end: ENDED, choices: CHOICES, count: 2 };
  expect(outcomeKey({ ...one, choices: { made: 9, unusual: [] } })).toBe(outcomeKey(one));
  for (const other of [{ stdout: "b" }, { stderr: "a" }, { end: { kind: "loop" } as const }, { notes: ["a"] }]) {
    expect(outcomeKey({ ...one, ...other })).not.toBe(outcomeKey(one));
  }
});
