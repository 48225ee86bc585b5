/**
 * Runs a machine step by step: every decision is left open, so that every turn ends where another's could begin, and made by
 * whoever walks. The same choices, the same steps: so a step has a number, which people can be told.
 *
 *     const walk = new Walk(machine, ({ usual }) => usual, seed);
 *     while (walk.step() === undefined) console.log(walk.steps, machine.ranLast);
 */
import type { Pid } from "../abi/ids.ts";
import type { Machine } from "./machine.ts";
import type { Decision } from "./moment.ts";
import type { Outcome } from "./outcome.ts";
import { Outside } from "./policies/outside.ts";

/** Answers one of those that may run. */
export type Choose = (decision: Decision) => Pid;

export class Walk {
  /** How many were taken: turns of processes. One that ends as a program must be prepared first is taken again, and counted then. */
  steps = 0;
  readonly #machine: Machine;
  readonly #choose: Choose;

  /** From now on the machine's policy decides nothing; guests draw the random numbers of the seed, from its first. */
  constructor(machine: Machine, choose: Choose, seed: number) {
    machine.policy = new Outside(seed);
    this.#machine = machine;
    this.#choose = choose;
  }

  /** Lets a process take a turn. Undefined as long as there is more to do. */
  step(): Outcome | undefined {
    const machine = this.#machine;
    const { turns } = machine;
    for (;;) {
      const { undecided } = machine;
      if (undecided !== undefined) machine.decide(this.#choose(undecided));
      const outcome = machine.step();
      if (machine.turns > turns && outcome?.kind !== "wants-program") this.steps++;
      if (outcome !== undefined || machine.turns > turns) return outcome;
    }
  }
}
