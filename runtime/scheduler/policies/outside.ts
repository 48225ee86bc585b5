/** Leaves every decision to whoever drives the machine (`Machine.decide`): exploration, or a person who points at a process. */
import type { Pid } from "../../abi/ids.ts";
import { NOBODY, type Policy } from "../policy.ts";
import { RandomNumbers } from "../random-numbers.ts";

export class Outside implements Policy {
  private readonly chance: RandomNumbers;
  private begun = false;

  constructor(seed = 0) {
    this.chance = new RandomNumbers(seed);
  }

  beginRun(): boolean {
    if (this.begun) return false;
    this.begun = true;
    return true;
  }

  nextProcess(): Pid {
    return NOBODY;
  }

  nextRandom(): number {
    return this.chance.next();
  }
}
