/** Moments of a machine that one can come back to, and what may be open in them. */
import type { Pid } from "../abi/ids.ts";
import type { Checkpoint } from "../kernel/checkpoint.ts";
import type { Process } from "../kernel/process.ts";
import type { World } from "../kernel/world.ts";
import type { Policy } from "./policy.ts";

/** A whole world at one moment, with who was deciding: `restore` goes on from there, any number of times. */
export interface Snapshot {
  readonly world: World;
  readonly policy: Policy;
  /** Who ran last, and who was chosen to run next. */
  readonly current: Pid | undefined;
  readonly next: Pid | undefined;
  readonly undecided: Decision | undefined;
}

/** See `Machine.mark`. */
export interface Mark extends Omit<Snapshot, "current" | "next"> {
  readonly current: Process | undefined;
  readonly next: Process | undefined;
  readonly data: Checkpoint;
}

/** A question that the policy has left open. */
export interface Decision {
  /** Who may run next, in pid order: two at least. */
  readonly runnable: readonly Pid[];
  /** Who could go on running, as it did not sleep, end or yield. */
  readonly current: Pid | undefined;
  /** Who runs if nobody has another opinion. */
  readonly usual: Pid;
}
