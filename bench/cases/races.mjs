/** What it costs to stop before each access to shared memory, and to look for races there. */
import { readFileSync } from "node:fs";
import { MemoryCache, OutputLog, System } from "../../dist/node.js";
import { buildGuest } from "../tools.mjs";

const ACCESSES = 20_000;
const ROUNDS = 5;
const cache = new MemoryCache();

export async function run() {
  const program = new Uint8Array(readFileSync(buildGuest("shared-loop")));
  const rows = [];
  for (const [what, ...args] of [["store to shared memory"], ["store between sem_wait and sem_post", "locked"]]) {
    const stops = await measure(program, args, { preempt: "memory" });
    const races = await measure(program, args, { races: true });
    const us = (seconds) => `${((seconds * 1e6) / ACCESSES).toFixed(1)} us`;
    rows.push({ what: `${what}, --preempt memory`, prong: us(stops), host: "", ratio: "", goal: "" });
    rows.push({ what: `${what}, --races`, prong: us(races), host: "", ratio: (races / stops).toFixed(2), goal: "" });
  }
  return rows;
}

/** Seconds for all accesses, without what is not theirs. */
async function measure(program, args, options) {
  let [all, none] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let round = 0; round < ROUNDS; round++) {
    none = Math.min(none, await timed(program, ["0", ...args], options));
    all = Math.min(all, await timed(program, [String(ACCESSES), ...args], options));
  }
  return all - none;
}

async function timed(program, args, options) {
  const system = await System.create({ program, args, streams: new OutputLog(), cache, ...options });
  const began = performance.now();
  await system.finish();
  return (performance.now() - began) / 1000;
}
