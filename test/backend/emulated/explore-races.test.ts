/** A search finds the races of all schedules, and each has a schedule that shows it. */
import { describe, expect, it } from "vitest";
import { explore } from "../../../runtime/backend/emulated/explore.ts";
import type { Race } from "../../../runtime/kernel/races/race.ts";
import { Replay } from "../../../runtime/scheduler/policies/replay.ts";
import { markedLines } from "../../guests/marked-lines.ts";
import { instrumentCache, source, Watched } from "../../guests/run-guest.ts";

const linesOf = (races: readonly Race[]) => {
  const lines = races.flatMap(({ first, second }) => [first.place.line ?? "?", second.place.line ?? "?"]);
  return [...new Set(lines.map((line) => line.replace(/^.*\//, "")))].sort();
};

async function search(name: string, args: readonly string[]) {
  const program = await source(`races/${name}`, ["-g"]);
  const found = await explore({ program, name: "guest", args, cache: instrumentCache, races: true });
  return { program, ...found };
}

describe("a search finds", () => {
  it.each([
    ["a word and its byte", "word"],
    ["copies that overlap", "into"],
    ["read() into it", "call"],
    ["bytes of one word", ""],
    ["words side by side", ""],
  ])("no races but those of: %s", async (how, mark) => {
    const { races, complete } = await search("bytes.c", [how]);
    expect([linesOf(races.map(({ race }) => race)), complete]).toEqual([markedLines("bytes.c", mark), true]);
  });

  it("that nothing comes into an atomic: no update is lost", async () => {
    const { outcomes, races } = await search("counter.c", ["atomic"]);
    expect([outcomes.map(({ stdout }) => stdout), races]).toEqual([["6\n"], []]);
  });

  it("a race that only some schedules have, and one that shows it", async () => {
    const { program, races } = await search("sometimes.c", []);
    expect(linesOf(races.map(({ race }) => race))).toEqual(markedLines("sometimes.c", "race"));
    for (const { race, schedule } of races) {
      const { system } = await Watched.create(program, {
        races: true,
        policy: new Replay(schedule),
        seed: schedule.seed,
      });
      system.run();
      expect(linesOf(system.races)).toEqual(expect.arrayContaining(linesOf([race])));
    }
    const usual = await Watched.create(program, { races: true });
    usual.system.run();
    expect(usual.system.races).toEqual([]);
  });
});
