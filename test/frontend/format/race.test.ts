import { describe, expect, it } from "vitest";
import { raceJson, raceLines } from "../../../runtime/frontend/format/race.ts";
import type { Race, RaceAccess, WhyUnordered } from "../../../runtime/kernel/races/race.ts";
import { parseSchedule } from "../../../runtime/scheduler/schedule.ts";

function access(pid: number, options: Partial<RaceAccess> = {}): RaceAccess {
  const place = { key: "a 1", function: "__original_main", line: "counter.c:12" };
  return { pid, writes: true, atomic: false, range: { from: 8, to: 12 }, place, ...options };
}

function race(first: RaceAccess, second: RaceAccess, why: WhyUnordered = { kind: "next" }): Race {
  return { object: 2, first, second, why };
}

describe("a race is told", () => {
  it("with both accesses, and the bytes that they have in common", () => {
    const place = { key: "b 1", function: "fill\x1b", line: undefined };
    expect(raceLines(race(access(3), access(2, { range: { from: 9, to: 400 }, place })))).toEqual([
      "race: 3 bytes at offset 9 of shared memory 2: written by two processes",
      "  [3] writes 4 bytes at offset 8 in main (counter.c:12)",
      "  [2] writes 391 bytes in fill\\x1b",
      "      nothing orders them: each of them could be the next thing that is done",
    ]);
  });

  it.each<[why: WhyUnordered, line: string]>([
    [{ kind: "unheard" }, "process 2 has never heard of process 3"],
    [{ kind: "heard", by: "its fork" }, "what process 2 had last heard of process 3, by its fork, was before that"],
  ])("with the reason: %j", (why, line) => {
    const read = access(2, { writes: false, atomic: true, range: { from: 8, to: 9 } });
    expect(raceLines(race(access(3), read, why))).toEqual([
      "race: 1 byte at offset 8 of shared memory 2: written by one process and read by another",
      "  [3] writes 4 bytes in main (counter.c:12)",
      "  [2] reads 1 byte, atomically, in main (counter.c:12)",
      `      nothing orders them: ${line}`,
    ]);
  });
});

it("a race is JSON", () => {
  const schedule = parseSchedule("prong2:3fa9c1:memory:7:1b");
  expect(raceJson({ race: race(access(3), access(2, { writes: false })), schedule })).toEqual({
    accesses: [
      { pid: 3, does: "writes", atomic: false, offset: 8, size: 4, function: "main", line: "counter.c:12" },
      { pid: 2, does: "reads", atomic: false, offset: 8, size: 4, function: "main", line: "counter.c:12" },
    ],
    object: 2,
    schedule: "prong2:3fa9c1:memory:7:1b",
  });
});
