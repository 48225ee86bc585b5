/**
 * The history of a run, to go back and forth in (`history.ts` says what a step is, and a branch).
 *
 *     timeline.step()                a step forward: one that is known is repeated, to the letter; otherwise the run goes on
 *     timeline.seek(7)               to the moment before step 7: from the nearest mark on, by steps
 *     timeline.branch(3)             here process 3 runs; what came of it before is kept on the branch that it came on
 *     timeline.eventsOf(7)           what happened in a step
 *
 * All decisions are part of the history, and so is what the host did: both are repeated where they were. What guests wrote to
 * files of the host is not taken back. Where the policy leaves decisions open (`policies/outside.ts`), a turn ends at each.
 */
import type { Pid } from "../abi/ids.ts";
import type { KernelEvent } from "../kernel/event.ts";
import { panic } from "../kernel/panic.ts";
import {
  type Act,
  type Branch,
  findStep,
  isFound,
  leadsTo,
  leftAt,
  lengthOf,
  type Step,
  type Until,
} from "./history.ts";
import { chooseNext, findNextTurn, type NextTurn } from "./next-turn.ts";
import type { Outcome } from "./outcome.ts";
import type { OutputLog } from "./output-log.ts";
import type { Choice } from "./policies/steered.ts";
import { ProgramWanted } from "./program-wanted.ts";
import { SameEvents } from "./same-events.ts";
import { type Plan, TimeMachine, type TimeMachineParts } from "./time-machine.ts";

export interface TimelineOptions {
  /** A mark is made after so many steps: 32 unless told otherwise. */
  readonly every?: number;
  /** So many marks are kept at most: 256 unless told otherwise, of some 20 KB each and what was written between them. */
  readonly marks?: number;
  /** Hears of each step once, when it is made, and not again when it is repeated. */
  readonly listen?: (step: Step, number: number, branch: Branch) => void;
}

interface GrowingBranch extends Branch {
  readonly steps: Step[];
}

const EVERY = 32;
const MARKS = 256;

export class Timeline {
  readonly #machine: TimeMachine;
  readonly #listen: NonNullable<TimelineOptions["listen"]>;
  /** What was heard before the first step. */
  readonly #beginning: readonly KernelEvent[];
  #branches: GrowingBranch[];
  #here: GrowingBranch = { parent: undefined, from: 0, by: undefined, steps: [] };
  #position = 0;
  readonly #events = new SameEvents();

  constructor(parts: TimeMachineParts, { every = EVERY, marks = MARKS, listen = () => {} }: TimelineOptions = {}) {
    this.#branches = [this.#here];
    this.#machine = new TimeMachine(parts, this.#here, every, marks);
    this.#beginning = this.#machine.takeHeard();
    this.#listen = listen;
  }

  /** How many steps lie before this moment: it is the moment before the step with this number. */
  get position(): number {
    return this.#position;
  }

  /** How many steps are known of the branch where we are. */
  get length(): number {
    return lengthOf(this.#here);
  }

  get here(): Branch {
    return this.#here;
  }

  /** All that there are, in the order in which they were begun. */
  get branches(): readonly Branch[] {
    return this.#branches;
  }

  /** What guests have written up to this moment. */
  get output(): OutputLog {
    return this.#machine.output;
  }

  /** A step that is known, by its number. */
  stepAt(number: number, branch: Branch = this.#here): Step {
    this.#check(`look at step ${number}`, number, branch, lengthOf(branch) - 1);
    return findStep(branch, number) as Step;
  }

  eventsOf(number: number, branch?: Branch): readonly KernelEvent[] {
    return this.stepAt(number, branch).events;
  }

  /** All that was decided, from the beginning to the end of a branch. */
  choices(branch: Branch = this.#here): Choice[] {
    const choices: Choice[] = [];
    for (let number = 0; number < lengthOf(branch); number++) choices.push(...this.stepAt(number, branch).choices);
    return choices;
  }

  /**
   * A step forward. Answers how the run stands where it cannot just go on: then the next step is what the host does, or there is
   * none, and the answer stays the same. Where a program must be prepared first (`wants-program`), nothing has happened yet.
   */
  step(): Outcome | undefined {
    const known = findStep(this.#here, this.#position);
    if (known === undefined) return this.#standstill ?? this.#extend(this.#here, []);
    this.seek(this.#position + 1);
    return known.outcome;
  }

  /** Goes back to before the last step. */
  stepBack(): void {
    if (this.#position === 0) throw new RangeError("Cannot step back from step 0: nothing was before it");
    this.seek(this.#position - 1);
  }

  /** Goes to the moment before a step that is known, or behind the last. */
  seek(position: number, branch: Branch = this.#here): void {
    this.#check(`seek to step ${position}`, position, branch, lengthOf(branch));
    this.#machine.goTo(branch, position, branch === this.#here ? this.#position : undefined);
    this.#here = branch as GrowingBranch;
    this.#position = position;
  }

  /** Makes steps, known and new ones, until one was made that is looked for, or the run cannot just go on. */
  until(what: Until, most = Number.POSITIVE_INFINITY): Outcome | undefined {
    for (let count = 0; count < most; count++) {
      const before = this.#position;
      const outcome = this.step();
      if (outcome !== undefined && this.#position === this.length) return outcome;
      if (isFound(what, this.stepAt(before))) return undefined;
    }
    return undefined;
  }

  /** Makes steps until the run cannot just go on. */
  run(): Outcome {
    return this.until(() => false) ?? panic("a run has come to no outcome");
  }

  /**
   * Makes the next step, and has this process run where something is decided in it: the first time, or the one that `decision`
   * counts from 0 on. Answers the branch that the run is on then: a new one, if it is known already that somebody else ran here;
   * one that began here in the same way before is gone on.
   *
   * Throws a RangeError where nothing is decided in this step, or not so often, or this process cannot run then: a ProgramWanted,
   * where `prepare` helps. In that case nothing has happened.
   */
  branch(pid: Pid, decision = 0): Branch {
    const what = `let process ${pid} run in step ${this.#position}`;
    if (!Number.isInteger(decision) || decision < 0) {
      throw new RangeError(`Cannot ${what} at decision ${decision}: expected 0, 1, 2 ...`);
    }
    const known = findStep(this.#here, this.#position);
    const choices = known?.choices.slice(0, decision + 1) ?? [];
    if (known === undefined) {
      const stands = this.#standstill;
      if (stands !== undefined) throw new RangeError(`Cannot ${what}: the run stands still (${stands.kind})`);
      this.#extend(this.#here, [...new Array<undefined>(decision), pid], what);
    } else if (choices[decision]?.pid === pid) {
      this.seek(this.#position + 1);
    } else {
      const plan = [...choices.slice(0, decision).map((choice) => choice.pid), pid];
      const begun = this.#findBegun(plan);
      if (begun === undefined) this.#extend(this.#leave(pid), plan, what);
      else this.seek(this.#position + 1, begun);
    }
    return this.#here;
  }

  /** Who could be made to run next at this moment; undefined where that is not to be decided, as only one can run, or none. */
  choosable(): NextTurn | undefined {
    return this.#standstill === undefined ? findNextTurn(this.#machine, this.#here, this.#position) : undefined;
  }

  /**
   * Makes one of those run next, and stands behind the step in which it did. Where that is not what is known, it is on a branch, which
   * begins where it was decided who runs: perhaps a step before. Answers what `step` does. Throws a RangeError where it is none of them.
   */
  choose(pid: Pid): Outcome | undefined {
    return chooseNext(this, this.choosable(), pid);
  }

  /** The host does something, which is a step, too. In the past it begins a branch. */
  act(act: Act): void {
    const isKnown = findStep(this.#here, this.#position) !== undefined;
    const written = this.output.last;
    this.#guard(() => this.#machine.perform(act));
    const made = { pid: undefined, act, choices: [], outcome: undefined };
    this.#add(isKnown ? this.#leave(act) : this.#here, made, written);
  }

  /** Makes a known step once more, has somebody look, and goes back to before it, whatever was done to the world. */
  rehearse<T>(number: number, look: () => T): T {
    const { act, choices } = this.stepAt(number);
    this.seek(number);
    try {
      if (act !== undefined) this.#machine.perform(act);
      else this.#machine.turn(choices.map(({ pid }) => pid));
      return look();
    } finally {
      this.#machine.goTo(this.#here, this.#position);
    }
  }

  /** Forgets a branch that nobody is on, and those that began on it. */
  forget(branch: Branch): void {
    this.#check("forget a branch", 0, branch, 0);
    if (leadsTo(branch, this.#here)) {
      throw new RangeError(`Cannot forget the branch that leads to step ${this.#position}: seek on another one first`);
    }
    for (const other of this.#branches) if (leadsTo(branch, other)) this.#machine.forget(other);
    this.#branches = this.#branches.filter((other) => !leadsTo(branch, other));
  }

  /** How the run stands, if nothing but the host can change that. */
  get #standstill(): Outcome | undefined {
    return this.#position === 0 ? undefined : findStep(this.#here, this.#position - 1)?.outcome;
  }

  /** Makes a step that is not known, the first of a branch or the next. `what` says what somebody wants of it. */
  #extend(branch: GrowingBranch, plan: Plan, what?: string): Outcome | undefined {
    const written = this.output.last;
    const outcome = this.#guard(() => {
      const stands = this.#machine.turn(plan);
      if (stands?.kind === "wants-program" && what !== undefined) {
        throw new ProgramWanted(`Cannot ${what}: ${stands.name} must be prepared first`, stands);
      }
      const count = this.#machine.choices.length;
      if (count < plan.length) throw new RangeError(`Cannot ${what}: ${howOften(count)} in it`);
      return stands;
    });
    const { ran, choices } = this.#machine;
    if (outcome?.kind !== "wants-program") this.#add(branch, { pid: ran, act: undefined, choices, outcome }, written);
    else this.#machine.goTo(this.#here, this.#position);
    return outcome;
  }

  #add(branch: GrowingBranch, made: Pick<Step, "pid" | "act" | "choices" | "outcome">, before: Step["written"]): void {
    const number = this.#position;
    const heard = this.#machine.takeHeard().map((event) => this.#events.of(event));
    const events = number === 0 ? [...this.#beginning, ...heard] : heard;
    const { elapsed } = this.#machine;
    const { pid, act, choices, outcome } = made;
    const { last: written } = this.output;
    const step: Step = { pid, act, choices, events, outcome, elapsed, writtenBefore: before, written };
    branch.steps.push(step);
    if (!this.#branches.includes(branch)) this.#branches.push(branch);
    this.#here = branch;
    this.#position++;
    this.#machine.leaveMark(branch, this.#position);
    this.#listen(step, number, branch);
  }

  /** A branch that leaves the one that the next step is known on. */
  #leave(by: Pid | Act): GrowingBranch {
    return { parent: leftAt(this.#here, this.#position), from: this.#position, by, steps: [] };
  }

  /** The branch on which these have run here, one after the other. */
  #findBegun(pids: readonly Pid[]): Branch | undefined {
    const [left, position] = [leftAt(this.#here, this.#position), this.#position];
    return this.#branches.find((branch) => {
      if (branch !== left && (branch.parent !== left || branch.from !== position)) return false;
      return pids.every((pid, at) => findStep(branch, position)?.choices[at]?.pid === pid);
    });
  }

  /** If it fails, nothing has happened. */
  #guard<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      this.#machine.goTo(this.#here, this.#position);
      throw error;
    }
  }

  #check(what: string, number: number, branch: Branch, last: number): void {
    if (!this.#branches.includes(branch as GrowingBranch)) {
      throw new RangeError(`Cannot ${what}: its branch is none of this timeline's, or was forgotten`);
    }
    if (Number.isInteger(number) && number >= 0 && number <= last) return;
    const wanted = last < 0 ? "no step is known yet" : `expected a whole number from 0 to ${last}`;
    throw new RangeError(`Cannot ${what}: ${wanted}`);
  }
}

function howOften(count: number): string {
  if (count === 0) return "nothing is to be decided";
  return count === 1 ? "only one decision is to be made" : `only ${count} decisions are to be made`;
}
