/** The parts of a search, joined, have found what the whole search finds. */
import { describe, expect, it } from "vitest";
import { type Exploration, explore, type SearchOptions } from "../../../runtime/backend/emulated/explore.ts";
import { merge } from "../../../runtime/backend/emulated/merge.ts";
import { guest, instrumentCache } from "../../guests/run-guest.ts";

async function searched(name: string, options: Partial<SearchOptions> = {}): Promise<Exploration> {
  const program = await guest(`outcomes/${name}.c`);
  return explore({ program, name: "guest", cache: instrumentCache, ...options });
}

async function inParts(of: number, name: string, options: Partial<SearchOptions> = {}): Promise<Exploration[]> {
  const parts: Exploration[] = [];
  for (let number = 1; number <= of; number++) {
    parts.push(await searched(name, { ...options, shard: { number, of } }));
  }
  return parts;
}

const found = ({ outcomes }: Exploration) =>
  outcomes.map(({ stdout, end, count }) => JSON.stringify([stdout, end, count])).sort();

describe("parts find together what the whole search finds, and count each schedule once", () => {
  it.each<[name: string, of: number, options?: Partial<SearchOptions>]>([
    ["philosophers", 1],
    ["philosophers", 2],
    ["philosophers", 5],
    ["two-writers", 3],
    ["who-is-first", 4], // it ends before the search is split
    ["counter", 3, { preempt: "memory", args: ["2"] }],
    ["counter", 2, { preempt: "memory", args: ["2"], bound: 2 }],
  ])("%s in %i %j", async (name, of, options = {}) => {
    const whole = await searched(name, { ...options, reduce: false });
    const joined = merge(await inParts(of, name, { ...options, reduce: false }));
    expect([found(joined), joined.complete]).toEqual([found(whole), whole.complete]);
  });

  it.each([2, 5])("and the same outcomes where equivalent orders are left out, in %i", async (of) => {
    const [whole, joined] = [await searched("two-writers"), merge(await inParts(of, "two-writers"))];
    const outputs = (one: Exploration) => one.outcomes.map(({ stdout }) => stdout).sort();
    expect([outputs(joined), joined.complete]).toEqual([outputs(whole), true]);
  });
});

it("what is not complete in a part is not complete in the whole", async () => {
  const [one, other] = await inParts(2, "philosophers");
  const cut = { ...(other as Exploration), complete: false, ended: true };
  expect(merge([one as Exploration, cut])).toMatchObject({ complete: false, ended: true, bounded: false, cut: false });
});

it("a search that goes into states again cannot be split", async () => {
  const shard = { number: 1, of: 2 };
  await expect(searched("philosophers", { prune: false, shard })).rejects.toThrow(
    "Cannot split a search that does not prune",
  );
});
