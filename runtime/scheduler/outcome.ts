/** How a run ended, or why it stands still. */
import type { Pid } from "../abi/ids.ts";
import type { End } from "../abi/wait-status.ts";

/** A process that waits for what will not come. */
export interface Waiter {
  readonly pid: Pid;
  readonly args: readonly string[];
  /** The call it sleeps in, as people read it, and what for; empty for a stopped process. */
  readonly call: string;
  readonly waitsFor: readonly string[];
  /** Why that cannot come, where it is known: "its write end is still open: 4 in [3]". */
  readonly because: string;
}

/** What may be typed at a terminal when everybody waits. */
export interface TypingWish {
  /**
   * Who waits for it: somebody reads (`data`), somebody waits for a signal, which can be typed (`signal`), or nobody, but a
   * signal could end or stop who waits for something else (`rescue`).
   */
  readonly hope: "data" | "signal" | "rescue";
  /** In how many virtual nanoseconds something else happens, if nobody types. */
  readonly within: number | undefined;
}

export type Outcome =
  /** Every process has ended; `end` is how the first one did. */
  | { readonly kind: "ended"; readonly end: End }
  /** Nobody can ever go on. `end` is how the first process ended, if it did. */
  | { readonly kind: "deadlock"; readonly waiters: readonly Waiter[]; readonly end: End | undefined }
  /**
   * Everybody waits, and only the host can bring what they wait for: call `input`, then `run` again. At a terminal the host
   * may also say that nobody types now (`pass`): then time jumps to the next deadline.
   */
  | ({ readonly kind: "wants-input" } & Partial<TypingWish>)
  /** A program must be prepared (it takes an asynchronous step): then `run` again. */
  | { readonly kind: "wants-program"; readonly bytes: Uint8Array; readonly name: string };
