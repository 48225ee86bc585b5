/**
 * What the page knows of the run: told by the worker, read by the views. Views read signals and call what is below; only
 * `run/client.ts` writes.
 */
import { computed, signal } from "@preact/signals";
import type { Pid, SystemScene } from "../../runtime/index.ts";
import type { Moment, RunOptions, SeenBranch, SeenStep } from "../run/orders.ts";

export interface KnownBranch extends SeenBranch {
  /** Its own steps, from number `from` on. */
  readonly steps: readonly SeenStep[];
}

/** What runs now; undefined before the first run. */
export const options = signal<RunOptions | undefined>(undefined);
/** The schedule of that run in which nothing is decided yet: `run/recorded.ts` makes others of it. */
export const beginning = signal<string | undefined>(undefined);
/** In the order in which they were begun: a branch's id is its index. */
export const branches = signal<readonly KnownBranch[]>([]);
/** Where the run stands; undefined while the first step is made. */
export const moment = signal<Moment | undefined>(undefined);
/** Does the worker make steps now, or the page play? */
export const goesOn = signal<"no" | "running" | "playing">("no");
/** A process that is in a step for long now, which may never end; its pid, if it is known. */
export const computes = signal<{ readonly pid: Pid | undefined } | undefined>(undefined);
/** Something that the person must be told, and what about: the last failure or bound. */
export const notice = signal<{ readonly kind: "failure" | "bound"; readonly text: string } | undefined>(undefined);
/** The process that all views look at. */
export const selected = signal<Pid | undefined>(undefined);

/** What is drawn of this: all of it, but while a run goes on no more often than the page can draw (`panels/draw-run.ts`). */
export const drawn = signal<{ readonly moment: Moment | undefined; readonly branches: readonly KnownBranch[] }>({
  moment: undefined,
  branches: [],
});
export const scene = computed<SystemScene | undefined>(() => drawn.value.moment?.scene);
/** The steps from the beginning to the end of the branch that the run stands on. */
export const steps = computed<readonly SeenStep[]>(() =>
  stepsOf(drawn.value.branches, drawn.value.moment?.branch ?? 0),
);
export const position = computed<number>(() => drawn.value.moment?.position ?? 0);

/** Does the run stand behind the last step that is known of its branch? */
export const isAtEnd = computed<boolean>(() => {
  return moment.value !== undefined && moment.value.position === lengthOf(branches.value, moment.value.branch);
});

/** How many steps are known that lead to the end of a branch. */
export function lengthOf(all: readonly KnownBranch[], id: number): number {
  const branch = all[id];
  return branch === undefined ? 0 : branch.from + branch.steps.length;
}

/** All steps that lead to the end of a branch, its own and its parents'. */
export function stepsOf(all: readonly KnownBranch[], id: number): readonly SeenStep[] {
  const branch = all[id];
  if (branch === undefined) return [];
  if (branch.parent === undefined) return branch.steps;
  return [...stepsOf(all, branch.parent).slice(0, branch.from), ...branch.steps];
}
