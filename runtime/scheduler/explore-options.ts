/** How outcomes are searched for. */
import type { Shard } from "./shard.ts";

export interface ExploreOptions {
  /** Of the random numbers that guests draw. */
  readonly seed?: number;
  /** Goes into each state once only; true unless told otherwise. */
  readonly prune?: boolean;
  /** Tries one of several orders that differ only in turns which have nothing to do with each other; true, too, but never with a bound. */
  readonly reduce?: boolean;
  /** The most preemptions of a schedule; any number unless told otherwise. */
  readonly bound?: number;
  /** Only a part of the search. */
  readonly shard?: Shard;
  /** A run that decides or computes more often than this is given up: 10,000 unless told otherwise. */
  readonly longest?: number;
}
