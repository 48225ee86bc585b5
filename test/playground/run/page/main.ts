/** Has tests call what the page calls, and see what it sees. */
import { drawRun } from "../../../../playground/panels/draw-run.ts";
import * as client from "../../../../playground/run/client.ts";
import * as exploration from "../../../../playground/state/exploration.ts";
import * as state from "../../../../playground/state/run-state.ts";

/** Comes back when something is so. */
async function until(what: () => boolean): Promise<void> {
  while (!what()) await new Promise((resolve) => setTimeout(resolve, 5));
}

const all = { client, exploration, state, until };
export type All = typeof all;
Object.assign(globalThis, all);
drawRun();
