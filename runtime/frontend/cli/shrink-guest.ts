/** Shrinks the schedule of a guest of a command line, and prints what is left. */
import { shrink } from "../../backend/emulated/shrink.ts";
import { readInput } from "../../node/streams.ts";
import type { Schedule } from "../../scheduler/schedule.ts";
import { shrunkJson, shrunkLines } from "../format/shrunk.ts";
import { replayCommand, systemOptions } from "./guest-options.ts";
import { terminalsHere } from "./keyboard.ts";
import { loadGuest } from "./load-guest.ts";
import { resourceOptions, type WatchFlags } from "./watch-options.ts";

export interface ShrinkFlags {
  readonly shrink?: boolean;
  readonly maxRuns: number;
  readonly maxSteps: number;
}

export async function shrinkGuest(
  path: string,
  args: readonly string[],
  options: WatchFlags & ShrinkFlags,
  schedule: Schedule,
): Promise<void> {
  const { json, maxRuns, maxSteps } = options;
  const guest = await loadGuest(path, { ...options, debug: true });
  const shrunk = await shrink({
    ...systemOptions(guest, path, args, options),
    ...resourceOptions(options),
    schedule,
    terminals: terminalsHere(),
    input: { [Symbol.iterator]: pieces },
    maxRuns,
    maxSteps,
  });
  const command = (word: Schedule, to?: number) => replayCommand(word, path, args, options, to);
  const lines = json === true ? [JSON.stringify(shrunkJson(shrunk))] : shrunkLines(shrunk, command);
  process.stdout.write(`${lines.join("\n")}\n`);
}

/** Standard input, as it is asked for. */
function* pieces(): Generator<Uint8Array> {
  for (let bytes = readInput(); bytes !== undefined; bytes = readInput()) yield bytes;
}
