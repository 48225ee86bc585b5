/**
 * Our rewriter and Binaryen's Asyncify have nothing in common but what they must do: every guest does the same with both,
 * down to its schedule.
 */
import { beforeAll, describe, expect, it } from "vitest";
import { loadStackCapture } from "../../runtime/instrument/pipeline.ts";
import { guestNames } from "../frontend/compile/compile-guest.ts";
import { guest, run, runWithSeed } from "../guests/run-guest.ts";
import { IS_LONG } from "../is-long.ts";

const LEVELS = ["-O0", "-O2", "-Oz"];
const SEEDS = IS_LONG ? [1, 2] : [1];

/** Its thousand processes take a minute and a half for each program; guests.test.ts runs it. */
const SLOW = "hostile/fork-bomb.c";
const names = [...(await guestNames()), ...(await guestNames("hostile"))].filter((name) => name !== SLOW);
const programs = names.flatMap((name, n) => {
  if (!IS_LONG && n % 2 === 1) return [];
  if (!name.endsWith(".c")) return [[name, "--optimize"] as const];
  return LEVELS.filter((_, i) => IS_LONG || i === n % LEVELS.length).map((level) => [name, level] as const);
});

beforeAll(loadStackCapture);

describe.each(programs)("%s (%s) does the same with either capture", (name, level) => {
  it("in turn, and by chance", async () => {
    const program = await guest(name, [level]);
    const ours = await run(program);
    expect(await run(program, { capture: "asyncify" })).toEqual(ours);
    for (const seed of SEEDS) {
      const ours = await runWithSeed(program, seed);
      expect(await runWithSeed(program, seed, { capture: "asyncify" })).toEqual(ours);
    }
  });
});
