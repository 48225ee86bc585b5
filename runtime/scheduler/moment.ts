/** Moments of a machine that one can come back to, and what may be open in them. */
import { CLOCK, type Pid } from "../abi/ids.ts";
import { Checkpoint } from "../kernel/checkpoint.ts";
import type { Process } from "../kernel/process.ts";
import { copyGraph } from "../kernel/snapshot.ts";
import type { World } from "../kernel/world.ts";
import type { Policy } from "./policy.ts";

/** Who has the next turn. */
export type Chosen = Process | typeof CLOCK;

/** A whole world, with who was deciding. */
export interface Moment {
  readonly world: World;
  readonly policy: Policy;
  /** Who ran last, and who was chosen to run next. */
  readonly current: Process | undefined;
  readonly next: Chosen | undefined;
  readonly undecided: Decision | undefined;
}

/** See `Machine.mark`: the very objects of a world, and what was in them. */
export interface Mark extends Moment {
  readonly data: Checkpoint;
}

/**
 * See `Machine.snapshot`. It is a mark, and a copy only where one is asked for: to put a world back into itself is five times as
 * fast as to copy it.
 */
export class Snapshot {
  readonly mark: Mark;
  #copy: Moment | undefined;

  constructor(mark: Mark) {
    this.mark = mark;
  }

  /** The world as it was, for those who want to look: a copy that they must not change. */
  get world(): World {
    return this.#moment.world;
  }

  /** A moment of its own, in a world that nobody else has. */
  copy(): Moment {
    return copyGraph(this.#moment);
  }

  get #moment(): Moment {
    this.#copy ??= copyOf(this.mark);
    return this.#copy;
  }
}

/** The world goes back for as long as it takes to copy it. */
function copyOf({ data, ...moment }: Mark): Moment {
  const now = new Checkpoint([moment.world, moment.policy]);
  data.restore();
  const copy = copyGraph(moment);
  now.restore();
  return copy;
}

/** A question that the policy has left open. */
export interface Decision {
  /** Who may run next, in pid order: two at least. The last one may be the CLOCK: time passes to the next deadline. */
  readonly runnable: readonly Pid[];
  /** Who could go on running, as it did not sleep, end or yield. */
  readonly current: Pid | undefined;
  /** Who runs if nobody has another opinion. */
  readonly usual: Pid;
}

/** Is it a preemption to choose this one? Time that passes while somebody can run keeps them all waiting, so it is. */
export function preempts(pid: Pid, current: Pid | undefined): boolean {
  return pid === CLOCK || (current !== undefined && pid !== current);
}
