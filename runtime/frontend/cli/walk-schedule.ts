/** Takes a run step by step as a schedule says, up to one of its steps, and says of each what its number is. */
import { type FinalOutcome, isFinal, type System } from "../../backend/emulated/system.ts";
import { Replay } from "../../scheduler/policies/replay.ts";
import type { Schedule } from "../../scheduler/schedule.ts";
import { Walk } from "../../scheduler/walk.ts";
import type { Host } from "./keyboard.ts";
import { UsageError } from "./usage-error.ts";

export interface WalkOptions {
  /** Stops after so many steps. */
  readonly to?: number | undefined;
  /** Hears of each step when it is over. */
  readonly told?: (step: number) => void;
}

/** Undefined where it has stopped before the end. Throws a UsageError where the run has no such step. */
export async function walkSchedule(
  system: System,
  schedule: Schedule,
  { typed, readInput }: Host,
  { to, told = () => {} }: WalkOptions,
): Promise<FinalOutcome | undefined> {
  const replay = new Replay(schedule);
  const walk = new Walk(system.machine, ({ runnable, usual }) => replay.choose(runnable, usual), schedule.seed);
  for (let steps = 0; walk.steps !== to; steps = walk.steps) {
    const bytes = typed?.();
    if (bytes !== undefined) system.input(bytes);
    const outcome = walk.step();
    if (walk.steps > steps) told(walk.steps);
    if (outcome === undefined) continue;
    if (!isFinal(outcome)) await system.provide(outcome, readInput);
    else if (to === undefined || walk.steps === to) {
      if (to === undefined) replay.end();
      return to === undefined ? outcome : undefined;
    } else throw new UsageError(`Cannot stop after step ${to}: the run has ended after ${walk.steps} steps`);
  }
  return undefined;
}
