/** Compares what a guest of a command line does in the emulator with what it does on the host. */
import { compare } from "../../backend/compare.ts";
import { recordEmulated } from "../../backend/emulated/record.ts";
import { COMPARED_PID, compareRuns } from "../../backend/native/compare-runs.ts";
import { recordNative } from "../../backend/native/record.ts";
import type { Preemption } from "../../instrument/pipeline.ts";
import { differenceJson, differenceLines, runsJson, runsLines } from "../format/comparison.ts";
import { systemOptions } from "./guest-options.ts";
import { loadGuest } from "./load-guest.ts";
import { runsProgress } from "./progress.ts";
import { checkVariable } from "./words.ts";

export interface CompareFlags {
  readonly cache: boolean;
  readonly env?: readonly string[];
  readonly runs?: number;
  readonly json?: boolean;
  readonly preempt: Preemption;
  readonly maxSteps: number;
  readonly patience: number;
}

/** A host interrupts a process anywhere; the emulator where it is told. */
const FINER = "If it shares memory, also interrupt it between accesses to that: --preempt memory";

const SAME = 0;
const DIFFERENT = 1;

/** Answers the exit code. */
export async function compareGuest(path: string, args: readonly string[], flags: CompareFlags): Promise<number> {
  const guest = await loadGuest(path, flags);
  const system = systemOptions(guest, path, args, flags);
  const start = {
    program: guest.bytes,
    name: guest.name,
    args,
    environment: (flags.env ?? []).map(checkVariable),
    patience: flags.patience * 1000,
  };
  if (flags.runs !== undefined) {
    const progress = runsProgress(flags.runs);
    const options = { ...system, maxSteps: flags.maxSteps };
    const found = await compareRuns(options, flags.runs, () => recordNative(start), progress.update).finally(
      progress.stop,
    );
    print(flags.json === true ? [JSON.stringify(runsJson(found))] : runsLines(found));
    if (found.unknown.length > 0 && flags.preempt !== "memory" && flags.json !== true) print([FINER]);
    return found.unknown.length === 0 ? SAME : DIFFERENT;
  }
  const native = await recordNative(start);
  const emulated = await recordEmulated({ ...system, firstPid: COMPARED_PID });
  const difference = compare(emulated, native);
  if (flags.json === true) print([JSON.stringify(differenceJson(emulated, native, difference))]);
  else print(difference === undefined ? ["same"] : differenceLines(difference));
  return difference === undefined ? SAME : DIFFERENT;
}

function print(lines: readonly string[]): void {
  process.stdout.write(`${lines.join("\n")}\n`);
}
