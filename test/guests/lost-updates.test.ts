/** Two processes add to one word in shared memory, many times: updates are lost, and the same ones every time. */
import { expect, it } from "vitest";
import { IS_LONG } from "../is-long.ts";
import { guest, runWithSeed } from "./run-guest.ts";

const TIMES = IS_LONG ? 100_000 : 1000;

const counter = await guest("outcomes/counter.c");
const options = { preempt: "memory", args: [`${TIMES}`], watchCalls: false, checkMemory: false } as const;
const total = async (seed: number) => Number((await runWithSeed(counter, seed, options)).stdout);

it.each([7, 8])(`a counter loses some of ${2 * TIMES} updates, repeatably (%i)`, async (seed) => {
  const first = await total(seed);
  expect(first).toBeGreaterThanOrEqual(2);
  expect(first).toBeLessThan(2 * TIMES);
  expect(await total(seed)).toBe(first);
});

it("another seed loses others", async () => {
  expect(await total(7)).not.toBe(await total(8));
});
