/** Races are found where nothing orders two accesses, and only there, in whatever order they come. */
import { describe, expect, it } from "vitest";
import { raceLines } from "../../runtime/frontend/format/race.ts";
import { Random } from "../../runtime/scheduler/policies/random.ts";
import { markedLines } from "./marked-lines.ts";
import { source, Watched } from "./run-guest.ts";

const SEEDS = [1, 2, 3, 4, 5];

/** The lines of all races of a run: once each. */
async function racing(program: Uint8Array, how: string, seed?: number): Promise<string[]> {
  const policy = seed === undefined ? {} : { policy: new Random(seed), seed };
  const { system } = await Watched.create(program, { args: [how], races: true, ...policy });
  await system.finish();
  const lines = system.races.flatMap(({ first, second }) => [first.place.line ?? "?", second.place.line ?? "?"]);
  return [...new Set(lines.map((line) => line.replace(/^.*\//, "")))].sort();
}

async function expectLines(name: string, how: string, lines: readonly string[]): Promise<void> {
  const program = await source(`races/${name}`, ["-g"]);
  for (const seed of [undefined, ...SEEDS])
    expect([seed, await racing(program, how, seed)]).toEqual([seed, [...lines].sort()]);
}

describe("a counter that two processes add to", () => {
  it.each(["without a lock", "read lock"])("races: %s", (how) =>
    expectLines("counter.c", how, markedLines("counter.c", "race")),
  );

  it.each([
    ...["semaphore", "named semaphore", "mutex", "spin lock", "rwlock"],
    ...["fcntl", "lockf", "flock", "token", "atomic"],
  ])("does not: %s", (how) => expectLines("counter.c", how, []));
});

describe("what a child has written, and its parent reads", () => {
  it.each(["sleep", "no word of it"])("races: %s", (how) =>
    expectLines("hand-over.c", how, markedLines("hand-over.c", "race")),
  );

  it("races, and so does the flag, where it is no atomic", () =>
    expectLines("hand-over.c", "plain flag", [
      ...markedLines("hand-over.c", "race"),
      ...markedLines("hand-over.c", "flag"),
    ]));

  it.each([
    ...["pipe", "end of pipe", "room in a pipe", "file", "signal", "awaited signal", "atomic flag"],
    ...["wait", "waitid", "nobody left", "stop", "vfork"],
  ])("does not: %s", (how) => expectLines("hand-over.c", how, []));
});

describe("bytes of shared memory", () => {
  it.each([
    ["a word and its byte", "word"],
    ["a word across the byte", "across"],
    ["copies that overlap", "into"],
    ["a fill and a byte in it", "fill"],
    ["read() into it", "call"],
    ["two mappings of one file", "file"],
  ])("race: %s", (how, mark) => expectLines("bytes.c", how, markedLines("bytes.c", mark)));

  it.each([
    ...["bytes of one word", "words side by side", "reads only", "copies side by side"],
    ...["private memory", "private mapping", "write() out of it", "another object"],
  ])("do not: %s", (how) => expectLines("bytes.c", how, []));
});

describe("a race", () => {
  it("is told once, with both places and why nothing orders them", async () => {
    const told: string[][] = [];
    const program = await source("races/counter.c", ["-g"]);
    const { system } = await Watched.create(program, {
      races: true,
      listen: (event) => {
        if (event.kind === "race") told.push(raceLines(event.race));
      },
    });
    await system.finish();
    const [line] = markedLines("counter.c", "race");
    expect(told.map((lines) => lines.map((text) => text.replace(/\(\S*\//, "(")))).toEqual([
      [
        "race: 4 bytes at offset 0 of shared memory 1: written by one process and read by another",
        `  [3] reads 4 bytes in main (${line})`,
        `  [2] writes 4 bytes in main (${line})`,
        "      nothing orders them: process 2 has never heard of process 3",
      ],
    ]);
  });

  it("goes back with the world: the same is found again", async () => {
    const program = await source("races/counter.c", ["-g"]);
    const { system } = await Watched.create(program, { races: true, args: ["semaphore"] });
    const { machine } = system;
    for (let steps = 0; steps < 20; steps++) machine.step();
    const [mark, snapshot] = [machine.mark(), system.snapshot()];
    const key = () => JSON.stringify([...machine.kernel.world.processes.keys()]);
    const before = key();
    machine.run();
    machine.rewind(mark);
    expect(key()).toBe(before);
    machine.run();
    system.restore(snapshot);
    machine.run();
    expect(system.races).toEqual([]);
  });
});
