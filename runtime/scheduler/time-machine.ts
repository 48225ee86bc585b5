/**
 * A machine that goes back: it makes steps, known ones again and to the letter, and returns to marks that it has left on its way.
 * What the steps are, and on which branch, is its owner's business (`timeline.ts`).
 */
import type { Pid } from "../abi/ids.ts";
import { candidates } from "../kernel/deadlines.ts";
import type { KernelEvent } from "../kernel/event.ts";
import { panic } from "../kernel/panic.ts";
import { type Act, type Branch, findStep, ownerOf, type Step } from "./history.ts";
import type { Machine } from "./machine.ts";
import { Marks } from "./marks.ts";
import type { Decision } from "./moment.ts";
import { runnableSoon } from "./next-turn.ts";
import type { Outcome } from "./outcome.ts";
import type { OutputLog } from "./output-log.ts";
import { type Choice, Helm, Steered } from "./policies/steered.ts";
import { usualChoice } from "./usual-choice.ts";

export interface TimeMachineParts {
  /** It has not made a step yet, and makes none but here. */
  readonly machine: Machine;
  /** Takes what guests write. */
  readonly output: OutputLog;
  /** Where the kernel's events arrive. */
  readonly heard: KernelEvent[];
  /** Does what the host does. */
  readonly perform: (act: Act) => void;
}

/** Who runs at each decision of a step; undefined where that is decided as usual. */
export type Plan = readonly (Pid | undefined)[];

export class TimeMachine {
  readonly output: OutputLog;
  readonly #machine: Machine;
  readonly #heard: KernelEvent[];
  readonly #perform: (act: Act) => void;
  readonly #every: number;
  readonly #marks: Marks;
  readonly #helm = new Helm();

  /** Makes a mark every so many steps, and keeps so many of them. `start` is the branch that begins here. */
  constructor({ machine, output, heard, perform }: TimeMachineParts, start: Branch, every: number, marks: number) {
    if (!Number.isInteger(every) || every < 1) {
      throw new RangeError(`Cannot make a mark every ${every} steps: expected a whole number from 1 on`);
    }
    machine.policy = new Steered(machine.policy, this.#helm);
    this.output = output;
    this.#machine = machine;
    this.#heard = heard;
    this.#perform = perform;
    this.#every = every;
    this.#marks = new Marks(marks);
    this.#marks.add({ branch: start, at: 0, mark: machine.mark(), written: output.last });
  }

  /** Who had the turn of the last step. */
  get ran(): Pid | undefined {
    return this.#machine.ran;
  }

  /** Who has the next turn, where that is decided already. */
  get next(): Pid | undefined {
    return this.#machine.next;
  }

  /** Could another one have it than who has? */
  get others(): boolean {
    return candidates(this.#machine.kernel.world).length > 1;
  }

  /** What is to be decided before the next turn, where nobody has it: who could run. Undefined where there is nothing to decide. */
  get open(): Decision | undefined {
    const { undecided, next, ranLast, kernel } = this.#machine;
    if (undecided !== undefined || next !== undefined) return undecided;
    const { world } = kernel;
    const runnable = runnableSoon(world, candidates(world));
    if (runnable.length < 2) return undefined;
    const current = world.processes.get(ranLast ?? 0)?.state.kind === "runnable" ? ranLast : undefined;
    return { runnable: [...runnable], current, usual: usualChoice(runnable, current, ranLast) };
  }

  /** Virtual nanoseconds since the world began. */
  get elapsed(): number {
    return this.#machine.kernel.world.clock.elapsed;
  }

  /** What was decided in the last step. */
  get choices(): readonly Choice[] {
    return this.#helm.made;
  }

  /** What has happened since this was asked last. */
  takeHeard(): KernelEvent[] {
    return this.#heard.splice(0);
  }

  perform(act: Act): void {
    this.#perform(act);
  }

  /** A turn, and before it what was left open. */
  turn(plan: Plan): Outcome | undefined {
    const machine = this.#machine;
    this.#helm.begin(plan);
    for (;;) {
      const { undecided } = machine;
      if (undecided !== undefined) {
        const { current, usual } = undecided;
        machine.decide(this.#helm.decide(undecided, machine.policy.opinion ?? current ?? usual));
      }
      const outcome = machine.step();
      if (machine.ran !== undefined || machine.undecided === undefined) return outcome;
    }
  }

  /** Makes a known step again. Nobody hears of it. */
  repeat({ act, choices }: Step): void {
    const { kernel } = this.#machine;
    kernel.isQuiet = true;
    try {
      if (act === undefined) this.turn(choices.map(({ pid }) => pid));
      else this.#perform(act);
    } finally {
      kernel.isQuiet = false;
    }
    if (act === undefined && this.choices.length !== choices.length) {
      panic("a step went another way when it was made again");
    }
  }

  /** Goes to a moment of a branch, from another one of it or from wherever it is. */
  goTo(branch: Branch, position: number, from?: number): void {
    const nearest = this.#marks.nearest(branch, position) ?? panic("a timeline has lost its first mark");
    let at = from ?? -1;
    if (at > position || at < nearest.at) {
      this.#machine.rewind(nearest.mark);
      this.output.last = nearest.written;
      this.#heard.length = 0;
      at = nearest.at;
    }
    while (at < position) {
      this.repeat(findStep(branch, at) ?? panic("a timeline has lost a step"));
      at++;
      this.leaveMark(branch, at, position);
    }
  }

  /** Leaves a mark where one is due: on the way to somewhere the more often the nearer that is. */
  leaveMark(branch: Branch, at: number, target = at): void {
    if (at % this.#every !== 0) return;
    const gap = at - (this.#marks.nearest(branch, at)?.at ?? 0);
    if (gap === 0 || gap < (target - at) / 2) return;
    const mark = this.#machine.mark();
    this.#marks.add({ branch: ownerOf(branch, at - 1), at, mark, written: this.output.last });
  }

  /** The marks of a branch are not needed any more. */
  forget(branch: Branch): void {
    this.#marks.forget(branch);
  }
}
