/**
 * What is known of a run: its steps, and the branches that they lie on. A step is one call of `Machine.step`, which is a turn of
 * one process (until it waits, ends or it is another's) or, where none can run, time that jumps or the news of how the run
 * stands; or it is what the host did. A branch is the steps that are its own, and where it leaves its parent.
 */
import type { Pid } from "../abi/ids.ts";
import type { KernelEvent } from "../kernel/event.ts";
import type { Window } from "../kernel/terminal/terminal.ts";
import type { Outcome } from "./outcome.ts";
import type { Written } from "./output-log.ts";
import type { Choice } from "./policies/steered.ts";

/** What the host does between two turns: see `System.input`, `pass`, `resize`. */
export type Act =
  | { readonly kind: "input"; readonly bytes: Uint8Array | undefined }
  | { readonly kind: "pass" }
  | { readonly kind: "resize"; readonly window: Window };

export interface Step {
  /** Whose turn it was; undefined where nobody could run, or the host did something. */
  readonly pid: Pid | undefined;
  readonly act: Act | undefined;
  /** What was decided, in order. */
  readonly choices: readonly Choice[];
  readonly events: readonly KernelEvent[];
  /** How the run stands, where it cannot just go on. */
  readonly outcome: Outcome | undefined;
  /** Virtual nanoseconds since the world began, at its end. */
  readonly elapsed: number;
  /** The last that guests had written when it began, and when it ended. */
  readonly writtenBefore: Written | undefined;
  readonly written: Written | undefined;
}

/** How a run went from somewhere on. */
export interface Branch {
  readonly parent: Branch | undefined;
  /** Its first step takes the place of this one of its parent. */
  readonly from: number;
  /** What took it off its parent: who was made to run, or what the host did. */
  readonly by: Pid | Act | undefined;
  /** Its own steps, from number `from` on. */
  readonly steps: readonly Step[];
}

/** How many steps are known, with those of its parents that lead to it. */
export function lengthOf({ from, steps }: Branch): number {
  return from + steps.length;
}

/** The step with this number, if it is known. */
export function findStep(branch: Branch, number: number): Step | undefined {
  const { from, steps } = ownerOf(branch, number);
  return steps[number - from];
}

/** On which branch this step lies, if it is known. */
export function ownerOf(branch: Branch, number: number): Branch {
  let owner = branch;
  while (number < owner.from && owner.parent !== undefined) owner = owner.parent;
  return owner;
}

/** Which branch others leave that go another way in this step: not one that has left there itself. */
export function leftAt(branch: Branch, number: number): Branch {
  let left = ownerOf(branch, number);
  while (left.from === number && left.parent !== undefined) left = left.parent;
  return left;
}

/** Does this one lead to another, or is it the same? */
export function leadsTo(branch: Branch, other: Branch | undefined): boolean {
  for (let at = other; at !== undefined; at = at.parent) if (at === branch) return true;
  return false;
}

/** What is looked for: an event of this kind, a step in which something was written, or what somebody asks of a step. */
export type Until = KernelEvent["kind"] | "output" | ((step: Step) => boolean);

export function isFound(what: Until, step: Step): boolean {
  if (typeof what === "function") return what(step);
  if (what === "output") return step.written !== step.writtenBefore;
  return step.events.some(({ kind }) => kind === what);
}
