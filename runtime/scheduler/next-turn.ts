/**
 * Who else could have the next turn? That may have been decided already: a step ends with the decision who runs after it, where its
 * process could have gone on, and begins with it otherwise. Whoever wants another to run must go back to there.
 */
import type { Pid } from "../abi/ids.ts";
import type { World } from "../kernel/world.ts";
import { type Branch, findStep, type Step } from "./history.ts";
import type { Outcome } from "./outcome.ts";
import { ProgramWanted } from "./program-wanted.ts";
import type { TimeMachine } from "./time-machine.ts";
import type { Timeline } from "./timeline.ts";

export interface NextTurn {
  /** Who could be made to run next, in pid order: two at least. The last one may be the CLOCK: time passes. */
  readonly runnable: readonly Pid[];
  /** Who runs if nobody has another opinion. */
  readonly usual: Pid;
  /** Who was chosen, where that is known already. */
  readonly chosen: Pid | undefined;
  /** Where that was decided, or will be: in which step, and how many decisions of that step come before it. */
  readonly step: number;
  readonly decision: number;
}

/** Before step `position` of a branch, where the machine is. Undefined where nothing is to be decided: one can run at most. */
export function findNextTurn(machine: TimeMachine, branch: Branch, position: number): NextTurn | undefined {
  const { next, others, open } = machine;
  if (next !== undefined) {
    if (!others) return undefined;
    const step = lastTurn(branch, position);
    const last = findStep(branch, step);
    const choice = last?.choices.at(-1);
    if (last === undefined || choice?.pid !== next || !gaveTurn(last, next)) return undefined; // a call is half done
    return { runnable: choice.runnable, usual: choice.usual, chosen: next, step, decision: last.choices.length - 1 };
  }
  if (open === undefined) return undefined;
  const known = findStep(branch, position);
  const { runnable, usual } = known?.choices[0] ?? open;
  return { runnable, usual, chosen: known?.pid, step: position, decision: 0 };
}

/** As `Timeline.choose`. */
export function chooseNext(timeline: Timeline, found: NextTurn | undefined, pid: Pid): Outcome | undefined {
  const { here, position } = timeline;
  const what = `let process ${pid} run next in step ${position}`;
  if (found === undefined) throw new RangeError(`Cannot ${what}: nothing is to be decided there`);
  if (!found.runnable.includes(pid)) {
    throw new RangeError(`Cannot ${what}: expected one of [${found.runnable.join(", ")}]`);
  }
  try {
    const outcome = pid === found.chosen ? timeline.step() : chooseOther(timeline, found, pid);
    if (outcome?.kind === "wants-program") timeline.seek(position, here);
    return outcome;
  } catch (error) {
    timeline.seek(position, here);
    if (error instanceof ProgramWanted) return error.wanted;
    throw error;
  }
}

function chooseOther(timeline: Timeline, { step, decision }: NextTurn, pid: Pid): Outcome | undefined {
  const { here, position } = timeline;
  timeline.seek(step);
  timeline.branch(pid, decision);
  const last = timeline.stepAt(step);
  if (step === position) return last.outcome;
  for (let number = step + 1; number < position; number++) {
    const { act } = timeline.stepAt(number, here);
    if (act === undefined) continue;
    const known = timeline.position < timeline.length ? timeline.stepAt(timeline.position) : undefined;
    if (known?.act === act) timeline.step();
    else timeline.act(act);
  }
  const hasTurnNext = last.choices.length === decision + 1 && gaveTurn(last, pid);
  return hasTurnNext ? timeline.step() : timeline.stepAt(timeline.position - 1).outcome;
}

/** The last step before this one in which it was not the host that did something. */
function lastTurn(branch: Branch, position: number): number {
  let number = position - 1;
  while (findStep(branch, number)?.act !== undefined) number--;
  return number;
}

/** Has a step whose last choice was this one ended with it? Where its own process was chosen it has gone on, unless its time was up. */
function gaveTurn({ pid, events }: Step, chosen: Pid): boolean {
  return pid !== chosen || events.some(({ kind }) => kind === "preempt");
}

/** Who could run, and those whose time to wake has come: they do so before anything is decided. */
export function runnableSoon({ processes, clock }: World, candidates: readonly Pid[]): readonly Pid[] {
  const due = [...processes.values()].filter(
    ({ state }) => state.kind === "waiting" && state.until !== undefined && state.until <= clock.elapsed,
  );
  if (due.length === 0) return candidates;
  return [...candidates, ...due.map(({ pid }) => pid)].sort((one, other) => one - other); // the CLOCK's is the highest
}
