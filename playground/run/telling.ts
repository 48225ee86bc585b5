/**
 * Tells the page of the steps of a run: many at a time, as each report costs the page some work, and none of those that it knows. It
 * also counts what a run has made, to end what floods.
 */
import type { Branch, KernelEvent, Step } from "../../runtime/index.ts";
import type { Report, SeenStep } from "./orders.ts";
import { seenStep } from "./seen-step.ts";

/** After so much the person is asked whether to go on. */
export interface Bounds {
  readonly steps: number;
  /** Bytes. */
  readonly output: number;
}

/** A step takes the page a kilobyte, and a terminal shows a megabyte in a second. */
export const BOUNDS: Bounds = { steps: 100_000, output: 2 ** 20 };

/** So many are told at once: the page takes them in 10 ms. */
const TOLD = 250;

export class Telling {
  /** Says nothing while this is set: of what the page knows. */
  isSilent = false;
  /** Tells of each step at once, and before it of who is about to make it. */
  isCareful = false;
  #isEarly = false;
  readonly #report: (report: Report) => void;
  readonly #most: Bounds;
  readonly #ids = new Map<Branch, number>();
  #branch = 0;
  #steps: SeenStep[] = [];
  /** What was made since somebody last said to go on. */
  #made = { steps: 0, output: 0 };

  constructor(report: (report: Report) => void, most: Bounds) {
    this.#report = report;
    this.#most = most;
  }

  /** A step was made. */
  add(step: Step, branch: Branch): void {
    const id = this.idOf(branch);
    if (this.isSilent) return;
    if (id !== this.#branch) this.flush();
    this.#branch = id;
    const seen = seenStep(step);
    this.#steps.push(seen);
    this.#made.steps++;
    for (const { bytes } of seen.output) this.#made.output += bytes.length;
    if (this.isCareful || this.#steps.length === TOLD) this.flush();
  }

  /** Something happens, and its step is not over. */
  hear(event: KernelEvent): void {
    if ((this.isCareful || this.#isEarly) && event.kind === "switch") this.#report({ kind: "runs", pid: event.to });
  }

  /** Tells who is about to make a step, while this is set, and that it is not told any more. */
  set isEarly(isEarly: boolean) {
    if (this.#isEarly && !isEarly && !this.isCareful) this.#report({ kind: "runs", pid: undefined });
    this.#isEarly = isEarly;
  }

  /** Branches are counted in the order in which they were begun; one that is new is told. */
  idOf(branch: Branch): number {
    const known = this.#ids.get(branch);
    if (known !== undefined) return known;
    const id = this.#ids.size;
    this.#ids.set(branch, id);
    const { parent, from, by } = branch;
    if (!this.isSilent) {
      this.flush();
      this.#report({ kind: "branched", branch: { id, parent: parent && this.idOf(parent), from, by } });
    }
    return id;
  }

  /** Tells what was not told yet. */
  flush(): void {
    if (this.#steps.length === 0) return;
    this.#report({ kind: "steps", branch: this.#branch, steps: this.#steps });
    this.#steps = [];
  }

  /** What there is too much of, if anything. Then somebody has to say that it may go on: as much again. */
  get bound(): Extract<Report, { kind: "bounded" }> | undefined {
    for (const what of ["output", "steps"] as const) {
      const most = this.#most[what];
      if (this.#made[what] >= most) return { kind: "bounded", what, most };
    }
    return undefined;
  }

  allowMore(): void {
    this.#made = { steps: 0, output: 0 };
  }
}
