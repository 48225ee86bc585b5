/** All processes that a run has had up to a moment, those too that are gone: whose children they were, what they ran, how they ended. */
import { FIRST_PID, INIT_PID, type Pid } from "../../runtime/abi/ids.ts";
import type { End } from "../../runtime/index.ts";
import type { SeenStep } from "../run/orders.ts";
import { foldSteps } from "./fold-steps.ts";
import { commandOf, pastEnd } from "./process-state.ts";

/** What a process went through in the known part of a run: each thing with the number of its step. */
export interface Life {
  readonly pid: Pid;
  /** Who forked it; of the first process it is 1. */
  readonly bornTo: Pid;
  readonly born: number;
  /** What it ran, one after the other: arguments. Empty of one whose parent is not known. */
  readonly programs: { readonly step: number; readonly args: readonly string[] }[];
  /** Its parent ended, and 1 took it in. */
  adopted: { readonly step: number } | undefined;
  ended: { readonly step: number; readonly end: End } | undefined;
  reaped: { readonly step: number; readonly by: Pid } | undefined;
}

/** In the order of their birth. */
export type Lives = ReadonlyMap<Pid, Life>;

/** A process as it is at one moment. */
export interface Lived {
  readonly pid: Pid;
  readonly bornTo: Pid;
  /** Its parent now. */
  readonly parent: Pid;
  /** What it has run, the last is what it runs. */
  readonly programs: readonly (readonly string[])[];
  readonly end: End | undefined;
  readonly reapedBy: Pid | undefined;
  /** What it went through, in order. */
  readonly moments: readonly Happened[];
}

export interface Happened {
  readonly step: number;
  /** "forked by 2". */
  readonly what: string;
}

/** Answers all lives of the known steps: the same object for the same run, with more in it. */
export function livesReader(): (steps: readonly SeenStep[]) => Lives {
  return foldSteps(() => new Map<Pid, Life>(), add);
}

/** Those that were born before a step, as they are then. */
export function livedBefore(lives: Lives, position: number): Lived[] {
  return [...lives.values()]
    .filter(({ pid, born }) => born < position || pid === FIRST_PID)
    .map((life) => {
      const { pid, bornTo, programs } = life;
      const [adopted, ended, reaped] = [life.adopted, life.ended, life.reaped].map((what) =>
        what !== undefined && what.step < position ? what : undefined,
      ) as [Life["adopted"], Life["ended"], Life["reaped"]];
      const parent = adopted === undefined ? bornTo : INIT_PID;
      const ran = programs.filter(({ step }) => step < position || step === 0);
      const end = ended?.end;
      // 1 reaps at once, and says nothing.
      const reapedBy = reaped?.by ?? (end !== undefined && parent === INIT_PID ? INIT_PID : undefined);
      const moments = [
        ...(bornTo === INIT_PID ? [] : [{ step: life.born, what: `forked by ${bornTo}` }]),
        ...ran.slice(bornTo === INIT_PID ? 0 : 1).map(({ step, args }) => ({ step, what: `runs ${commandOf(args)}` })),
        ...(adopted === undefined ? [] : [{ step: adopted.step, what: "becomes an orphan" }]),
        ...(ended === undefined ? [] : [{ step: ended.step, what: pastEnd(ended.end) }]),
        ...(reaped === undefined ? [] : [{ step: reaped.step, what: `reaped by ${reaped.by}` }]),
      ].sort((one, other) => one.step - other.step);
      return { pid, bornTo, parent, programs: ran.map(({ args }) => args), end, reapedBy, moments };
    });
}

function add(lives: Map<Pid, Life>, { events }: SeenStep, step: number): void {
  const bear = (pid: Pid, bornTo: Pid, args: readonly string[] | undefined) =>
    lives.set(pid, {
      pid,
      bornTo,
      born: step,
      programs: args === undefined ? [] : [{ step, args }],
      adopted: undefined,
      ended: undefined,
      reaped: undefined,
    });
  for (const event of events) {
    const life = "pid" in event && event.pid !== undefined ? lives.get(event.pid) : undefined;
    if (event.kind === "start") bear(event.pid, INIT_PID, event.args);
    else if (event.kind === "fork") bear(event.child, event.pid, life?.programs.at(-1)?.args);
    else if (life === undefined) continue;
    else if (event.kind === "exec") life.programs.push({ step, args: event.args });
    else if (event.kind === "reparent") life.adopted = { step };
    else if (event.kind === "exit") life.ended = { step, end: event.end };
    else if (event.kind === "reap") life.reaped = { step, by: event.by };
  }
}
