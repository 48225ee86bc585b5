/**
 * Searches a program in all ways: with and without leaving out orders of turns that have nothing to do with each other, and states
 * that were gone into before. All of them must find the same outcomes.
 */
import { expect } from "vitest";
import { System, type SystemOptions } from "../../runtime/backend/emulated/system.ts";
import { Explorer } from "../../runtime/scheduler/explorer.ts";
import { OutputLog } from "../../runtime/scheduler/output-log.ts";
import { instrumentCache } from "./run-guest.ts";

interface Search {
  readonly prune: boolean;
  readonly reduce: boolean;
}

/** Undefined where the search does not end in so many steps. */
async function search(program: Uint8Array, options: Partial<SystemOptions>, { prune, reduce }: Search, most: number) {
  const output = new OutputLog();
  const system = await System.create({ name: "script", cache: instrumentCache, ...options, program, streams: output });
  const explorer = new Explorer(system.machine, output, { prune, reduce, longest: 400 });
  while (!explorer.done && explorer.steps < most) {
    const wanted = explorer.step();
    if (wanted !== undefined) await system.prepare(wanted.bytes, wanted.name);
  }
  if (!explorer.done) return undefined;
  const { steps, states, complete } = explorer;
  const outcomes = explorer.outcomes.map(({ stdout, stderr, end }) => JSON.stringify([stdout, stderr, end])).sort();
  const schedules = explorer.outcomes.reduce((sum, { count }) => sum + count, 0);
  return { seen: { complete, outcomes }, work: `${states} states, ${steps} steps, ${schedules} schedules` };
}

/** Searches in all ways; a search of everything may be too large. Answers whether it was not. */
export async function compareSearches(
  program: Uint8Array,
  options: Partial<SystemOptions>,
  most = 2500,
): Promise<boolean> {
  const all = await search(program, options, { prune: true, reduce: false }, most);
  if (all === undefined) return false;
  const reduced = await search(program, options, { prune: true, reduce: true }, 4 * most);
  const table = `without: ${all.work}\nwith: ${reduced?.work}`;
  expect(reduced?.seen, `${JSON.stringify(options)}\n${table}`).toEqual(all.seen);
  if (all.seen.outcomes.some((outcome) => outcome.includes('"loop"'))) return true; // it would go round for ever
  for (const reduce of [true, false]) {
    const anew = await search(program, options, { prune: false, reduce }, most);
    const how = `${JSON.stringify(options)}\nfrom every state anew, ${reduce ? "with" : "without"} leaving out orders`;
    if (anew !== undefined) expect(anew.seen, how).toEqual(all.seen);
  }
  return true;
}
